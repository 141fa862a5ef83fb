/**
 * Every stable error code with the sentence a person reads: what happened, what to do.
 * Reverts of the contracts are not listed: their code is the Solidity error's name (see contract.ts).
 */
export const codes = {
  // Requests
  'request-malformed': 'The request does not match its schema. Correct the fields named in the details.',
  'request-too-large': 'The message is larger than this route accepts. Send fewer or smaller items.',
  'not-found': 'Nothing exists under this name. Check the address or the id.',
  'rate-limited': 'Too many requests came from here. Wait a few seconds and try again.',
  unauthorised: 'The caller did not prove who it is. Sign in again and repeat the request.',
  'response-malformed':
    'The server answered something that is not the protocol. Check its address and version.',
  'network-unreachable':
    'The server cannot be reached. Check the connection; the work goes on and nothing is lost.',
  'relayer-failed':
    'Something failed at the relayer. The request is repeated; if it stays, report the request id.',
  'chain-unreachable': 'The chain cannot be reached. Check the RPC address; nothing was paid.',
  'wrong-chain': 'The wallet or the server is on another chain. Switch to the chain of this network.',
  'transaction-reverted': 'The contract refused the transaction. Read the reason and correct the arguments.',
  'transaction-rejected':
    'The transaction was declined in the wallet. Nothing was sent; try again if you meant to.',
  aborted: 'The operation was stopped. Start it again when you are ready.',
  internal: 'Something failed on our side. Try again; if it stays, report the request id.',

  // Operations of accounts
  'key-limited':
    'This key may send operations only. Sign with the passkey of the account, or another device.',
  'operation-rejected': 'The account refused the operation. Read the reason, and sign a new one.',
  'operation-signature': 'The operation is not signed by a key of the account. Sign it anew.',
  'sponsor-refused':
    'The network does not pay for this operation. Pay for it yourself, or do something else.',
  'sponsor-throttled': 'The network has paid for enough operations of today. Try again tomorrow.',

  // Orders and prices
  'model-unknown': 'This model is not registered. Choose one from the list of models.',
  'model-unlisted': 'This model is closed to orders. Choose another model.',
  'model-private':
    'This model is private. Ask its owner to put this account on its list, or choose another model.',
  'size-not-offered': 'The model does not offer this picture size. Choose a size from its list.',
  'steps-not-offered': 'The number of steps is outside what the model allows. Choose fewer or more steps.',
  'count-not-offered': 'The model does not make that many pictures in one request. Ask for fewer.',
  'price-unavailable': 'No SOGNI price is in force. Wait until the network has a fresh price.',
  'price-too-low': 'The ticket promises less than the order costs. Ask for a new quote and sign again.',
  'price-above-limit': 'The order costs more than the limit you set. Raise the limit or ask for less.',
  'no-workers': 'No worker can take this order now. Try again in a minute or choose another model.',
  'workers-busy': 'All workers for this model are busy. The order can be placed again in a moment.',
  'parallel-limit':
    'The account has as many pictures in work as its stake allows. Wait for some of them, or ask for fewer.',

  // Sessions and numbers
  'session-missing': 'The render key has no open session. Open one with a deposit.',
  'session-closing': 'The session is being closed. Open a new one.',
  'session-expired': 'The session has expired. Open a new one; the rest of the money can be withdrawn.',
  'session-poor':
    'The session holds less than the order costs, not counting what is asked back. Top it up or ask for less.',
  'session-currency': 'The session pays with another currency. Order in the currency of the session.',
  'session-window-full':
    'Too many numbers of the session wait for settlement. Wait for a settlement or open a second session.',
  'grant-exceeded':
    'The job costs more than its key may spend on one. Ask for less, or have the owner of the session raise the limit.',
  'grant-signature': 'The limit is not signed by the owner of the session. Have the owner sign it.',
  'grant-time':
    'The limit is older than the one in force, or dated ahead. Sign a new one, by the clock of the chain.',
  'grant-unknown': 'Nobody has limited what this key may spend on a job. Its session alone limits it.',
  'number-used': 'The number of this share is used already. Take a fresh number and sign again.',

  // Tickets and shares
  'reservation-expired': 'The workers were not held any longer. Reserve again.',
  'ticket-signature': 'The ticket is not signed by the render key. Sign it with the key of the session.',
  'ticket-expired': 'The ticket is past its time. Sign a new one with a fresh number.',
  'ticket-mismatch':
    'The ticket does not fit the order or the shares posted with it. Build it from one reservation.',
  'ticket-conflict': 'Another ticket holds this number. Take a fresh number and sign again.',
  'ticket-terms': 'The ticket leaves less time than the worker needs. Sign one with a later deadline.',
  'share-unknown': 'The ticket has no such share. Check its index.',
  'share-not-open': 'The share is not open any longer. Read its state before acting on it.',
  'share-transition': 'This step does not fit the state of the share. Read its state before acting on it.',
  'operator-mismatch': 'The message is not from the worker named in the ticket. Only that worker may answer.',
  'promise-limit':
    'The session has more unsettled work than this worker accepts. Sign the open tabs, then try again.',
  'accept-late': 'The worker did not accept in time. The share is given to another worker.',
  'accept-signature': 'The acceptance is not signed by the worker. It is ignored.',

  // Logins
  'origin-refused': 'The request came from a page of another site. Open the page of the relayer itself.',
  'login-challenge': 'The challenge of this sign-in was used or is too old. Start again with a fresh one.',
  'login-account': 'You are signed in to another account. Sign in to the one that the operation is of.',
  'login-unknown': 'The account has no such login. It may have ended already.',
  'passkey-refused':
    'The passkey did not confirm this sign-in. Unlock the device when asked, on the page of this site.',
  'passkey-unknown': 'This passkey is not known here. Register it, or use another one.',
  'passkey-known': 'This passkey is registered already. Sign in with it.',
  'passkey-unproven': 'The account of this passkey exists already. Sign in with the passkey to prove it.',
  'passkey-unsupported':
    'This browser or device makes no passkey that an account can check. Use another one, or a wallet.',
  'account-mismatch':
    'The relayer names another account than the chain does. Send nothing to it, and report the code.',
  'wallet-refused':
    'The message does not prove this sign-in. Sign a fresh one on this page, for the chain of this network.',
  'signer-unknown':
    'This key does not sign for the account: it was not added yet, or was removed. Confirm it on another device.',
  'device-unknown': 'The account has no such key. Look at the list of its devices.',
  'link-unknown': 'There is no such code, or it is over. Ask for a new one at the new device.',
  'link-taken': 'Another account took this device already. Ask for a new code at the new device.',
  'recovery-unknown': 'There is no such recovery, or it is over. Begin a new one at the new device.',
  'recovery-account':
    'The guardians of this recovery sign for another account. Begin a new one for this account.',
  'recovery-over': 'This recovery is over. Begin a new one at the new device.',
  'recovery-signature':
    'A signature does not count: it is not of this guardian, or not over this recovery. Sign it again.',
  'recovery-stale':
    'Another recovery of the account came before this one, so these signatures count no more. Begin a new one.',
  'recovery-refused': 'The chain does not take this recovery. Begin a new one at the new device.',
  'recovery-limit':
    'Enough recoveries were begun or sent today. This one goes on tomorrow by itself where it was signed.',
  'guardian-unknown':
    'The account has not named this guardian. Sign with a wallet or account that it has named.',
  'payee-too-new':
    'So much is only sent to people who were announced long enough ago. Announce them, and send it when the time has come.',
  'accounts-limit': 'Too many accounts were made from here today. Sign in to one, or try again tomorrow.',

  // Signed transfers
  'transfer-signature': 'The transfer is not signed by the wallet that the SOGNI comes from. Sign it there.',
  'transfer-time':
    'The signed transfer is not valid now, or ends too soon to be sent. Sign a new one, by the clock of the chain.',
  'transfer-used':
    'This signed transfer was carried out or taken back already. Look at the balances before signing another.',
  'transfer-conflict':
    'Another transfer of this wallet has the same number. Sign one with a new random number.',
  'transfer-poor': 'The wallet holds less SOGNI than that. Choose a smaller amount.',
  'transfer-small': 'So little is not sent at the cost of the network. Choose a larger amount.',
  'transfer-open': 'Another transfer of this wallet is on its way. Wait until it is in a block.',
  'transfer-limit': 'The network has paid for enough transfers of today. Try again tomorrow.',
  'transfer-fee': 'Sending costs the network too much at the moment. Try again later.',
  'transfer-unknown': 'There is no such transfer. It may have been forgotten long after it was done.',

  // Governance
  'proposal-unknown': 'There is no such proposal. Check its id; a new one is known a moment after its block.',
  'vote-closed': 'Votes on this proposal are not open now. Look at when they are.',
  'vote-empty': 'This account had no active stake when the vote began. It can vote on later proposals.',

  // Spark for money outside the chain
  'not-offered': 'Spark is not sold this way here. Choose another way to pay.',
  'pack-unknown': 'There is no such pack of Spark. Choose one from the list of packs.',
  'checkout-unknown': 'There is no such checkout. Begin a new one; nothing is charged before it is paid.',
  'checkout-conflict': 'Another checkout has this id. Choose a new random id.',
  'payment-unreachable': 'The payment provider does not answer. Try again in a moment; nothing was charged.',
  'webhook-signature': 'The event is not signed by the payment provider. It was not stored.',
  'purchase-limit':
    'More Spark is bought for money than is minted in a day. Try again later; what was paid already is minted by itself.',
  'purchase-paused': 'Spark for money is paused. Try again later; what was paid already is minted by itself.',
  'purchase-price': 'Spark costs more than when this was paid. Wait, or ask the operator to pay it back.',
  'refund-late': 'The payment was taken back too late to burn its Spark. Nothing is left to do.',
  'payment-short': 'Less was paid than the pack costs. Ask the operator to pay it back.',
  'payment-unclaimed': 'The payment names no checkout of this network. Ask the operator to pay it back.',

  // Rewards
  'scores-unknown': 'Nobody was scored under this name in that week. Scores come a while after their week.',
  'distribution-unknown': 'Nothing was distributed in this campaign after that week. Ask for another week.',
  'leaves-unreachable':
    'The list of the campaign cannot be read where it was published, or does not make its root. Try again later; what was earned stays until the campaign ends.',
  'attester-missing': 'This relayer vouches for nobody. Ask one that does.',
  'attestation-early':
    'Nothing on chain speaks for this account yet. Pay for a picture or stake, then ask again.',
  'referral-unknown': 'This account has not named who brought it. It does so once, on chain.',

  // Workers and keys
  'worker-unknown': 'The operator key belongs to no worker. Check it against the registry.',
  'worker-own': 'The worker belongs to the owner of this session. Reserve again without it.',
  'worker-excluded': 'The request leaves this worker out. Reserve again without naming it.',
  'worker-unbonded': 'The worker has not bonded the stake that Fast workers need. Reserve again without it.',
  'worker-jailed': 'The worker is barred from work. Reserve again without it.',
  'worker-tier': 'The worker does not serve this tier. Reserve again without it.',
  'worker-policy': 'Your settings do not allow this worker. Reserve again without it.',
  'worker-silent': 'The worker did not deliver in time. Its pictures are given to another worker.',
  'worker-released': 'The worker gave the share back. Its pictures are given to another worker.',
  'certificate-operator':
    'The daily key is certified by another operator. Reserve again without this worker.',
  'certificate-signature':
    'The certificate of the daily key is not genuine. Reserve again without this worker.',
  'certificate-expired': 'The daily key is not valid at this time. Fetch the newest certificate.',
  'certificate-too-long':
    'The daily key is valid for longer than 25 hours. The worker must certify a shorter one.',
  'certificate-superseded': 'The daily key was revoked. Fetch the newest certificate.',
  'capacity-full': 'The worker has no free place. Give the share to another worker.',
  'worker-stopping': 'The worker is stopping. Give the share to another worker.',
  'model-not-served': 'The worker does not serve this model. Give the share to another worker.',
  'model-hash-mismatch': 'The files of the model are not those registered. Fetch the model again.',
  'render-failed': 'The worker could not render the picture. The share is given to another worker.',

  // Sealing and commitments
  'seal-unopenable':
    'The sealed message does not open with this key and context. Seal it again for this worker.',
  'seal-malformed': 'The sealed message is damaged. Fetch or seal it again.',
  'body-too-large': 'The prompts are longer than a sealed body holds. Shorten them.',
  'body-invalid': 'The sealed body asks for what the order or the model does not allow. Correct the request.',
  'params-mismatch': 'The sealed body is not what the ticket commits to. Seal the body that was committed.',
  'blob-missing': 'The sealed picture is not stored here any longer. Ask the worker to deliver again.',
  'redelivery-signature':
    'The request to deliver again is not signed by the render key. Sign it with the key of the session.',
  'redelivery-expired': 'The request to deliver again is older than a day. Sign a new one.',
  'redelivery-late':
    'The worker kept these pictures until its holdback ended, and that is over. Render them again.',
  'redelivery-silent': 'The worker did not deliver again in time. Ask once more or render again.',
  'redelivery-unknown': 'Nobody asked for these pictures under this id. Sign a request to deliver again.',
  'share-undelivered': 'The worker never delivered this share in time. There is nothing to deliver again.',
  'result-lost': 'The worker does not have these pictures any longer. Render them again.',
  'blob-hash': 'The sealed picture does not have the hash it was announced with. Fetch or upload it again.',

  // Receipts and tabs
  'receipt-signature': 'The receipt is not signed by the worker. It is not paid.',
  'receipt-mismatch': 'The receipt does not belong to this ticket. It is not paid.',
  'receipt-excess': 'The receipt states more work than was ordered. It is not paid.',
  'receipt-late': 'The work was completed after the deadline. It is not paid.',
  'receipt-backwards': 'The receipt states less than an earlier one. It is not paid.',
  'receipt-root': 'The pictures are not those the receipt vouches for. It is not paid.',
  'tab-signature': 'The tab is not signed by the render key. Sign it with the key of the session.',
  'tab-line': 'A line of the tab does not match the work delivered. Build the lines from the receipts.',
  'tab-ratings': 'A tab needs one rating for each line. Add the missing ratings.',
  'lines-mismatch': 'The lines to sign are not those the worker served. It declines to sign.',
  'cancel-signature':
    'The cancellation is not signed by the render key. Sign it with the key of the session.',
  'job-unknown': 'No job has this id. Check the id; finished jobs are kept on the device that ordered them.',
  'job-exists': 'A job with this id exists already. Choose a new random id.',
  'attempts-exhausted':
    'Several workers failed to deliver. What was delivered is yours; order the rest again.',
  'job-lost': 'This device has no record of the job. Open it on the device that ordered it.',
  'image-undecodable': 'The picture is not a valid PNG. It is not paid.',

  // Batches
  'batch-malformed': 'The batch cannot be encoded as given. Check order, counts and ranges.',
  'line-poor': 'The ledger left the line out: the session is empty. Top the session up.',
  'line-closed': 'The ledger left the line out: the session is closed. Nothing more can be paid from it.',
  'line-used': 'The ledger left the line out: its number is used. It has been settled before.',
  'line-expired': 'The ledger left the line out: it came too late. It cannot be paid any longer.',
  'line-operator': 'The ledger left the line out: the worker may not settle. Check the state of its key.',
  'line-model': 'The ledger left the line out: the model is not listed. Wait until it is listed again.',
  'line-short-pool':
    'The ledger left the line out: the pool for Spark is too small. It is tried again after a refill.',
} as const

export type ErrorCode = keyof typeof codes

const retryable: ReadonlySet<string> = new Set<ErrorCode>([
  'leaves-unreachable',
  'rate-limited',
  'payment-unreachable',
  'purchase-limit',
  'purchase-paused',
  'transfer-fee',
  'transfer-limit',
  'transfer-open',
  'network-unreachable',
  'relayer-failed',
  'chain-unreachable',
  'internal',
  'price-unavailable',
  'no-workers',
  'workers-busy',
  'parallel-limit',
  'reservation-expired',
  'session-window-full',
  'promise-limit',
  'blob-missing',
  'line-poor',
  'line-model',
  'line-short-pool',
])

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(codes, code)

/** Whether the same call may succeed later without a change by the caller. */
export const isRetryable = (code: string): boolean => retryable.has(code)
