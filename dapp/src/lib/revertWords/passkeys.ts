import type { RevertWords } from './words.ts'

const ANOTHER = 'Choose another one.'
const THIS_DEVICE = 'Do it from a device of the account.'

/** Accounts of passkeys: devices, guardians, keys within limits, and who pays for their operations. */
export const passkeyWords: RevertWords = {
  AccountUnauthorized: ['Only the account itself may do this.', THIS_DEVICE],
  SupernetAccountFactoryInvalidKey: ['That is no passkey.', 'Make a new one.'],
  SignerP256InvalidPublicKey: ['That is no passkey.', 'Make a new one.'],
  DeviceValidatorNotInstalled: ['The account keeps no list of devices.', 'Add the list first.'],
  DeviceValidatorInvalidSigner: ['That is no key of a device.', ANOTHER],
  DeviceValidatorKnown: ['The device is on the list already.', 'There is nothing to add.'],
  DeviceValidatorUnknown: ['The device is not on the list.', 'Reload the page to read the list.'],
  RecoveryValidatorBadThreshold: ['More guardians are needed than there are, or none.', 'Choose a number.'],
  RecoveryValidatorBadDelay: ['The delay is too short or too long.', ANOTHER],
  RecoveryValidatorInvalidGuardian: ['That is no guardian.', 'Name another account.'],
  RecoveryValidatorRepeated: ['The guardian is named twice.', 'Leave one out.'],
  RecoveryValidatorNotConfigured: ['The account has no guardians.', 'Name some first.'],
  RecoveryValidatorInvalidKey: ['That is no passkey.', 'Make a new one.'],
  RecoveryValidatorNotProposed: ['The guardians proposed another passkey, or none.', 'Propose it again.'],
  RecoveryValidatorNotNow: ['It is too early for the recovery, or too late.', 'The time is shown beside it.'],
  DelegateValidatorNotInstalled: ['The account keeps no keys within limits.', 'Add the list first.'],
  DelegateValidatorInvalidKey: ['That is no key.', ANOTHER],
  DelegateValidatorBadExpiry: ['The key would end in the past, or too late.', 'Choose another time.'],
  DelegateValidatorNothingAllowed: ['The key would be allowed nothing.', 'Allow it something.'],
  DelegateValidatorForbiddenTarget: ['No key may act on the account itself.', 'Leave that out.'],
  DelegateValidatorRepeated: ['Two rules speak of the same call.', 'Leave one out.'],
  DelegateValidatorUnknown: ['The key has no rights to take away.', 'Reload the page to read the list.'],
  ERC7579AlreadyInstalledModule: ['The account has this already.', 'There is nothing to add.'],
  ERC7579UninstalledModule: ['The account does not have this.', 'Add it first.'],
  SponsorPaymasterTooDear: ['This could cost more than the sponsor pays for one.', 'Pay for it yourself.'],
  PaymasterUnauthorized: ['The sponsor does not pay for this.', 'Pay for it yourself.'],
}
