// Generated from the contracts by deploy/exportAbis.ts. Do not edit.
export const workActivityAbi = [
  {"anonymous":false,"inputs":[{"indexed":true,"name":"workerId","type":"bytes32"},{"indexed":false,"name":"at","type":"uint48"},{"indexed":false,"name":"baseMs","type":"uint208"}],"name":"WorkMarked","type":"event"},
  {"inputs":[],"name":"CheckpointUnorderedInsertion","type":"error"},
  {"inputs":[{"name":"bits","type":"uint8"},{"name":"value","type":"uint256"}],"name":"SafeCastOverflowedUintDowncast","type":"error"},
  {"inputs":[{"name":"id","type":"bytes32"},{"name":"from","type":"uint48"},{"name":"to","type":"uint48"}],"name":"provenActivity","outputs":[{"name":"","type":"uint256"}],"stateMutability":"view","type":"function"},
  {"inputs":[{"name":"workerId","type":"bytes32"}],"name":"lastMark","outputs":[{"name":"at","type":"uint48"},{"name":"baseMs","type":"uint208"}],"stateMutability":"view","type":"function"},
  {"inputs":[{"name":"workerId","type":"bytes32"}],"name":"mark","outputs":[],"stateMutability":"nonpayable","type":"function"},
] as const
