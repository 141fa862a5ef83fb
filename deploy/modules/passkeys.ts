import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import { ENTRY_POINTS } from '../entryPoint.ts'
import type { Parameters } from '../parameters/parameters.schema.ts'
import type { accessModule } from './access.ts'

/** Accounts of passkeys, the modules that they may install, and who pays for their operations. */
export const passkeysModule = (access: ReturnType<typeof accessModule>, { sponsor }: Parameters) =>
  buildModule('passkeys', (m) => {
    const { accessManager } = m.useModule(access)
    const entryPoint = ENTRY_POINTS[sponsor.entryPoint]
    return {
      accountFactory: m.contract('SupernetAccountFactory', [entryPoint]),
      deviceValidator: m.contract('DeviceValidator'),
      recoveryValidator: m.contract('RecoveryValidator'),
      delegateValidator: m.contract('DelegateValidator'),
      webAuthnVerifier: m.contract('ERC7913WebAuthnVerifier'),
      sponsorPaymaster: m.contract('SponsorPaymaster', [
        entryPoint,
        accessManager,
        sponsor.signer,
        sponsor.maxCost,
      ]),
    }
  })
