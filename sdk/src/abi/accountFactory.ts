// Generated from the contracts by deploy/exportAbis.ts. Do not edit.
export const accountFactoryAbi = [
  {"anonymous":false,"inputs":[{"indexed":true,"name":"account","type":"address"},{"indexed":false,"name":"qx","type":"bytes32"},{"indexed":false,"name":"qy","type":"bytes32"},{"indexed":false,"name":"salt","type":"bytes32"},{"indexed":false,"name":"birthHash","type":"bytes32"}],"name":"AccountCreated","type":"event"},
  {"inputs":[],"name":"CloneArgumentsTooLong","type":"error"},
  {"inputs":[],"name":"Create2EmptyBytecode","type":"error"},
  {"inputs":[],"name":"FailedDeployment","type":"error"},
  {"inputs":[],"name":"implementation","outputs":[{"name":"","type":"address"}],"stateMutability":"view","type":"function"},
  {"inputs":[{"name":"balance","type":"uint256"},{"name":"needed","type":"uint256"}],"name":"InsufficientBalance","type":"error"},
  {"inputs":[{"name":"qx","type":"bytes32"},{"name":"qy","type":"bytes32"},{"name":"salt","type":"bytes32"},{"components":[{"name":"target","type":"address"},{"name":"value","type":"uint256"},{"name":"callData","type":"bytes"}],"name":"birth","type":"tuple[]"}],"name":"accountOf","outputs":[{"name":"","type":"address"}],"stateMutability":"view","type":"function"},
  {"inputs":[{"name":"qx","type":"bytes32"},{"name":"qy","type":"bytes32"},{"name":"salt","type":"bytes32"},{"components":[{"name":"target","type":"address"},{"name":"value","type":"uint256"},{"name":"callData","type":"bytes"}],"name":"birth","type":"tuple[]"}],"name":"createAccount","outputs":[{"name":"account","type":"address"}],"stateMutability":"nonpayable","type":"function"},
  {"inputs":[{"name":"qx","type":"bytes32"},{"name":"qy","type":"bytes32"}],"name":"SupernetAccountFactoryInvalidKey","type":"error"},
] as const
