import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { BrowserRouter, Route, Routes } from 'react-router'
import { Toaster } from 'sonner'
import { CreateScreen } from '../features/create/CreateScreen.tsx'
import { Gate } from './Gate.tsx'
import { createQueryClient } from './queryClient.ts'
import { ScreenSkeleton } from './ScreenSkeleton.tsx'
import { Shell } from './Shell.tsx'

const GalleryScreen = lazy(() =>
  import('../features/gallery/GalleryScreen.tsx').then((m) => ({ default: m.GalleryScreen })),
)
const LabelScreen = lazy(() =>
  import('../features/label/LabelScreen.tsx').then((m) => ({ default: m.LabelScreen })),
)
const LedgerScreen = lazy(() =>
  import('../features/ledger/LedgerScreen.tsx').then((m) => ({ default: m.LedgerScreen })),
)
const NetworkScreen = lazy(() =>
  import('../features/network/NetworkScreen.tsx').then((m) => ({ default: m.NetworkScreen })),
)
const AccountScreen = lazy(() =>
  import('../features/account/AccountScreen.tsx').then((m) => ({ default: m.AccountScreen })),
)
const RecoverScreen = lazy(() =>
  import('../features/recover/RecoverScreen.tsx').then((m) => ({ default: m.RecoverScreen })),
)
const GuardianScreen = lazy(() =>
  import('../features/recover/GuardianScreen.tsx').then((m) => ({ default: m.GuardianScreen })),
)
const SparkScreen = lazy(() =>
  import('../features/spark/SparkScreen.tsx').then((m) => ({ default: m.SparkScreen })),
)
const StakeScreen = lazy(() =>
  import('../features/stake/StakeScreen.tsx').then((m) => ({ default: m.StakeScreen })),
)
const GovernanceScreen = lazy(() =>
  import('../features/governance/GovernanceScreen.tsx').then((m) => ({ default: m.GovernanceScreen })),
)
const ProposalScreen = lazy(() =>
  import('../features/governance/ProposalScreen.tsx').then((m) => ({ default: m.ProposalScreen })),
)
const ProposeScreen = lazy(() =>
  import('../features/governance/ProposeScreen.tsx').then((m) => ({ default: m.ProposeScreen })),
)
const LeadersScreen = lazy(() =>
  import('../features/leaders/LeadersScreen.tsx').then((m) => ({ default: m.LeadersScreen })),
)
const RewardsScreen = lazy(() =>
  import('../features/rewards/RewardsScreen.tsx').then((m) => ({ default: m.RewardsScreen })),
)
const TreasuryScreen = lazy(() =>
  import('../features/treasury/TreasuryScreen.tsx').then((m) => ({ default: m.TreasuryScreen })),
)
const VestingScreen = lazy(() =>
  import('../features/vesting/VestingScreen.tsx').then((m) => ({ default: m.VestingScreen })),
)
const TxScreen = lazy(() => import('../features/tx/TxScreen.tsx').then((m) => ({ default: m.TxScreen })))
const NotFoundScreen = lazy(() => import('./NotFoundScreen.tsx').then((m) => ({ default: m.NotFoundScreen })))

const queryClient = createQueryClient()

/** Every screen but the first one is a chunk of its own. */
export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <BrowserRouter>
        <Gate>
          <Shell>
            <Suspense fallback={<ScreenSkeleton />}>
              <Routes>
                <Route path="/" element={<CreateScreen />} />
                <Route path="/gallery" element={<GalleryScreen />} />
                <Route path="/picture/:id" element={<LabelScreen />} />
                <Route path="/ledger" element={<LedgerScreen />} />
                <Route path="/network" element={<NetworkScreen />} />
                <Route path="/account" element={<AccountScreen />} />
                <Route path="/recover" element={<RecoverScreen />} />
                <Route path="/recover/:code" element={<GuardianScreen />} />
                <Route path="/spark" element={<SparkScreen />} />
                <Route path="/stake" element={<StakeScreen />} />
                <Route path="/governance" element={<GovernanceScreen />} />
                <Route path="/governance/new" element={<ProposeScreen />} />
                <Route path="/governance/:id" element={<ProposalScreen />} />
                <Route path="/treasury" element={<TreasuryScreen />} />
                <Route path="/rewards" element={<RewardsScreen />} />
                <Route path="/leaders" element={<LeadersScreen />} />
                <Route path="/vesting" element={<VestingScreen />} />
                <Route path="/tx/:hash" element={<TxScreen />} />
                <Route path="*" element={<NotFoundScreen />} />
              </Routes>
            </Suspense>
          </Shell>
        </Gate>
      </BrowserRouter>
      <Toaster
        position="bottom-right"
        mobileOffset={{ bottom: 64 }}
        toastOptions={{
          unstyled: true,
          classNames: { toast: 'paper flex w-full items-center gap-3 p-4 font-sans text-15 text-ink' },
        }}
      />
    </QueryClientProvider>
  )
}
