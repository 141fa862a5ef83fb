// Generated from the contracts by deploy/exportAbis.ts. Do not edit.
export const stakeActivityAbi = [
  {"inputs":[{"name":"id","type":"bytes32"},{"name":"","type":"uint48"},{"name":"to","type":"uint48"}],"name":"provenActivity","outputs":[{"name":"","type":"uint256"}],"stateMutability":"view","type":"function"},
] as const
