// Generated from the contracts by deploy/exportAbis.ts. Do not edit.
export const erc6551RegistryAbi = [
  {"anonymous":false,"inputs":[{"indexed":false,"name":"account","type":"address"},{"indexed":true,"name":"implementation","type":"address"},{"indexed":false,"name":"salt","type":"bytes32"},{"indexed":false,"name":"chainId","type":"uint256"},{"indexed":true,"name":"tokenContract","type":"address"},{"indexed":true,"name":"tokenId","type":"uint256"}],"name":"ERC6551AccountCreated","type":"event"},
  {"inputs":[],"name":"AccountCreationFailed","type":"error"},
  {"inputs":[{"name":"implementation","type":"address"},{"name":"salt","type":"bytes32"},{"name":"chainId","type":"uint256"},{"name":"tokenContract","type":"address"},{"name":"tokenId","type":"uint256"}],"name":"account","outputs":[{"name":"","type":"address"}],"stateMutability":"view","type":"function"},
  {"inputs":[{"name":"implementation","type":"address"},{"name":"salt","type":"bytes32"},{"name":"chainId","type":"uint256"},{"name":"tokenContract","type":"address"},{"name":"tokenId","type":"uint256"}],"name":"createAccount","outputs":[{"name":"","type":"address"}],"stateMutability":"nonpayable","type":"function"},
] as const
