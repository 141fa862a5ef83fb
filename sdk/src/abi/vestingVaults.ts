// Generated from the contracts by deploy/exportAbis.ts. Do not edit.
export const vestingVaultsAbi = [
  {"anonymous":false,"inputs":[{"indexed":true,"name":"index","type":"uint256"},{"indexed":false,"name":"name","type":"string"},{"indexed":true,"name":"vault","type":"address"},{"indexed":true,"name":"beneficiary","type":"address"}],"name":"VaultBuilt","type":"event"},
  {"inputs":[],"name":"all","outputs":[{"components":[{"name":"name","type":"string"},{"name":"beneficiary","type":"address"},{"name":"tge","type":"uint256"},{"name":"vesting","type":"uint256"},{"name":"lock","type":"uint64"},{"name":"duration","type":"uint64"},{"name":"step","type":"uint64"}],"name":"groups","type":"tuple[]"},{"name":"vaults","type":"address[]"}],"stateMutability":"view","type":"function"},
  {"inputs":[],"name":"count","outputs":[{"name":"","type":"uint256"}],"stateMutability":"view","type":"function"},
  {"inputs":[],"name":"tgeAt","outputs":[{"name":"","type":"uint64"}],"stateMutability":"view","type":"function"},
  {"inputs":[{"name":"index","type":"uint256"}],"name":"groupOf","outputs":[{"components":[{"name":"name","type":"string"},{"name":"beneficiary","type":"address"},{"name":"tge","type":"uint256"},{"name":"vesting","type":"uint256"},{"name":"lock","type":"uint64"},{"name":"duration","type":"uint64"},{"name":"step","type":"uint64"}],"name":"","type":"tuple"}],"stateMutability":"view","type":"function"},
  {"inputs":[{"name":"index","type":"uint256"}],"name":"vaultOf","outputs":[{"name":"","type":"address"}],"stateMutability":"view","type":"function"},
] as const
