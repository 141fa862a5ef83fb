// Generated from the contracts by deploy/exportAbis.ts. Do not edit.
export const autoStakerAbi = [
  {"anonymous":false,"inputs":[{"indexed":true,"name":"owner","type":"address"},{"indexed":false,"name":"oldShareBps","type":"uint16"},{"indexed":false,"name":"newShareBps","type":"uint16"}],"name":"AutoStakeSet","type":"event"},
  {"anonymous":false,"inputs":[{"indexed":true,"name":"owner","type":"address"},{"indexed":false,"name":"staked","type":"uint256"},{"indexed":false,"name":"paid","type":"uint256"}],"name":"RewardsDistributed","type":"event"},
  {"inputs":[],"name":"FailedDeployment","type":"error"},
  {"inputs":[],"name":"ReentrancyGuardReentrantCall","type":"error"},
  {"inputs":[{"name":"balance","type":"uint256"},{"name":"needed","type":"uint256"}],"name":"InsufficientBalance","type":"error"},
  {"inputs":[{"name":"owner","type":"address"}],"name":"AutoStakerNothingToDistribute","type":"error"},
  {"inputs":[{"name":"owner","type":"address"}],"name":"boxOf","outputs":[{"name":"","type":"address"}],"stateMutability":"view","type":"function"},
  {"inputs":[{"name":"owner","type":"address"}],"name":"distribute","outputs":[{"name":"staked","type":"uint256"},{"name":"paid","type":"uint256"}],"stateMutability":"nonpayable","type":"function"},
  {"inputs":[{"name":"owner","type":"address"}],"name":"shareOf","outputs":[{"name":"","type":"uint16"}],"stateMutability":"view","type":"function"},
  {"inputs":[{"name":"shareBps","type":"uint16"}],"name":"AutoStakerShareTooHigh","type":"error"},
  {"inputs":[{"name":"shareBps","type":"uint16"}],"name":"setShare","outputs":[],"stateMutability":"nonpayable","type":"function"},
  {"inputs":[{"name":"token","type":"address"}],"name":"SafeERC20FailedOperation","type":"error"},
] as const
