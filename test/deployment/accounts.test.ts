import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { before, describe, it } from 'node:test'
import {
  delegateValidatorAbi,
  deviceValidatorAbi,
  recoveryValidatorAbi,
  sogniTokenAbi,
  supernetAccountAbi,
} from '@supernet/sdk/abi'
import { firstDelegate } from '@supernet/sdk/accounts'
import {
  type AccountCall,
  accountAddress,
  encodeAccountCalls,
  encodeDelegateSignature,
  encodeDeviceConfirmation,
  encodeDeviceSignature,
  encodeGuardianSignatures,
  encodePasskeySignature,
  hashForAccount,
  hashUserOperation,
  nonceKeyOf,
  packUserOperation,
  passkeySigner,
  signSponsorship,
  sponsorDomain,
  typedDeviceHash,
  type UserOperation,
  walletSigner,
  wrapForAccount,
} from '@supernet/sdk/protocol'
import {
  type Address,
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  hashTypedData,
  parseAbi,
  parseEther,
  parseEventLogs,
} from 'viem'
import { entryPoint08Abi } from 'viem/account-abstraction'
import { ENTRY_POINTS, type EntryPointVersion } from '../../deploy/entryPoint.ts'
import { createPasskey, type Passkey } from '../helpers/passkey.ts'
import { type Deployed, deployed } from './deployed.ts'

const SALT = `0x${'00'.repeat(32)}` as const
const VALIDATOR = 1n
const GWEI = 10n ** 9n
const NO_WORD = 255
const getUserOpHash = parseAbi([
  'function getUserOpHash((address sender,uint256 nonce,bytes initCode,bytes callData,bytes32 accountGasLimits,uint256 preVerificationGas,bytes32 gasFees,bytes paymasterAndData,bytes signature) op) view returns (bytes32)',
])

/** Code of the released version 0.9, which no creation code on npm gives. */
function predeployed(address: Address): Hex {
  const file = createRequire(import.meta.url).resolve(`hardhat-predeploy/bin/${address}.bytecode`)
  return `0x${readFileSync(file).toString('hex')}`
}

for (const version of ['0.8', '0.9'] as const)
  describe(`accounts of passkeys on entry point ${version}`, () => suite(version))

function suite(version: EntryPointVersion): void {
  const passkey = createPasskey()
  let net: Deployed
  let address: Address

  before(async () => {
    net =
      version === '0.8'
        ? await deployed()
        : await deployed({ predeploy: withEntryPoint09 }, (parameters) => ({
            ...parameters,
            sponsor: { ...parameters.sponsor, entryPoint: '0.9' },
          }))
    await net.as(net.users.faucet).sponsorPaymaster.write.deposit({ value: parseEther('1') })
    address = await net.chain.accountFactory.read.accountOf([passkey.qx, passkey.qy, SALT, []])
    await net.as(net.users.council).sogniToken.write.transfer([address, parseEther('100')])
  })

  it('has its canonical address', async () => {
    assert.equal(net.contracts.entryPoint, ENTRY_POINTS[version])
    assert.equal(await net.chain.sponsorPaymaster.read.entryPoint(), ENTRY_POINTS[version])
  })

  it('gives accounts the addresses that the SDK foresees', async () => {
    const { accountFactory, ...contracts } = net.contracts
    const implementation = await net.chain.accountFactory.read.implementation()
    const delegate = firstDelegate(contracts, { renderKey: net.users.worker.address, validUntil: 2 ** 31 })
    const odd = [{ to: net.users.artist.address, value: 3n, data: '0x010203' as Hex }]
    for (const birth of [[], delegate, odd])
      for (const salt of [SALT, `0x${'5a'.repeat(32)}` as Hex]) {
        const seed = { qx: passkey.qx, qy: passkey.qy, salt, birth }
        const executions = birth.map(({ to, value = 0n, data = '0x' }) => ({
          target: to,
          value,
          callData: data as Hex,
        }))
        const args = [seed.qx, seed.qy, salt, executions] as const
        assert.equal(
          accountAddress(accountFactory, implementation, seed),
          await net.chain.accountFactory.read.accountOf(args),
        )
      }
  })

  it('hashes operations as the SDK does', async () => {
    const plain = await draft([{ to: address }])
    for (const operation of [plain, await approved(plain), { ...plain, factory: undefined }]) {
      const onChain = await net.reader.readContract({
        address: net.contracts.entryPoint,
        abi: getUserOpHash,
        functionName: 'getUserOpHash',
        args: [packUserOperation(operation)],
      })
      assert.equal(hashOf(operation), onChain)
    }
  })

  it('makes an account with its modules in its first operation, and lets devices and delegates act for it', async () => {
    const { users, contracts } = net
    const phone = createPasskey()
    const install = (module: Address, data: Hex): AccountCall => ({
      to: address,
      data: encodeFunctionData({
        abi: supernetAccountAbi,
        functionName: 'installModule',
        args: [VALIDATOR, module, data],
      }),
    })
    const signers = [passkeySigner(contracts.webAuthnVerifier, phone), walletSigner(users.artist.address)]
    const { timestamp } = await net.reader.getBlock()
    const rules = [
      {
        target: contracts.sogniToken,
        selector: '0xa9059cbb' as Hex,
        amountWord: 1,
        pinnedWord: NO_WORD,
        pinned: SALT as Hex,
        total: 10n,
        perDay: 5n,
      },
    ]
    await send(
      await byOwner([
        install(contracts.deviceValidator, encodeAbiParameters([{ type: 'bytes[]' }], [signers])),
        install(
          contracts.recoveryValidator,
          encodeAbiParameters(
            [{ type: 'bytes[]' }, { type: 'uint32' }, { type: 'uint32' }],
            [signers, 2, 86_400],
          ),
        ),
        install(contracts.delegateValidator, '0x'),
        {
          to: contracts.delegateValidator,
          data: encodeFunctionData({
            abi: delegateValidatorAbi,
            functionName: 'authorize',
            args: [users.worker.address, Number(timestamp) + 86_400 * 3, 9, rules],
          }),
        },
      ]),
    )
    assert.equal(await net.reader.getBalance({ address }), 0n)
    assert.equal(
      await net.reader.readContract({
        address: contracts.deviceValidator,
        abi: deviceValidatorAbi,
        functionName: 'isDevice',
        args: [address, signers[0] as Hex],
      }),
      true,
    )

    const byPhone = await approved(await draft([transfer(1n)], contracts.deviceValidator))
    await send({
      ...byPhone,
      signature: encodeDeviceSignature(
        signers[0] as Hex,
        encodePasskeySignature(phone.sign(hashOf(byPhone))),
      ),
    })
    const byWallet = await approved(await draft([transfer(2n)], contracts.deviceValidator))
    await send({
      ...byWallet,
      signature: encodeDeviceSignature(
        signers[1] as Hex,
        await users.artist.sign({ hash: hashOf(byWallet) }),
      ),
    })
    const byDelegate = await approved(await draft([transfer(3n)], contracts.delegateValidator))
    const now = Number((await net.reader.getBlock()).timestamp)
    await send({
      ...byDelegate,
      signature: encodeDelegateSignature(now, await users.worker.sign({ hash: hashOf(byDelegate) })),
    })
    assert.equal(await net.chain.sogniToken.read.balanceOf([users.stranger.address]), 6n)

    const fresh = createPasskey()
    const propose = await approved(
      await draft(
        [
          {
            to: contracts.recoveryValidator,
            data: encodeFunctionData({
              abi: recoveryValidatorAbi,
              functionName: 'propose',
              args: [fresh.qx, fresh.qy],
            }),
          },
        ],
        contracts.recoveryValidator,
      ),
    )
    const guarded = async (operation: UserOperation): Promise<UserOperation> => ({
      ...operation,
      signature: encodeGuardianSignatures([
        { signer: signers[0] as Hex, signature: encodePasskeySignature(phone.sign(hashOf(operation))) },
        { signer: signers[1] as Hex, signature: await users.artist.sign({ hash: hashOf(operation) }) },
      ]),
    })
    await send(await guarded(propose))
    await net.connection.networkHelpers.time.increase(86_401)
    const callData = await net.reader.readContract({
      address: contracts.recoveryValidator,
      abi: recoveryValidatorAbi,
      functionName: 'completion',
      args: [address, fresh.qx, fresh.qy],
    })
    const completion = { ...(await draft([{ to: address }], contracts.recoveryValidator)), callData }
    await send(await guarded(await approved(completion)))
    assert.deepEqual(
      await net.reader.readContract({ address, abi: supernetAccountAbi, functionName: 'signer' }),
      [fresh.qx, fresh.qy],
    )
    await confirms(fresh, signers[1] as Hex)
  })

  /** Typed data of a dapp, confirmed by the owner's passkey and by a wallet that is a device. */
  async function confirms(owner: Passkey, wallet: Hex): Promise<void> {
    const chainId = await net.reader.getChainId()
    const data = {
      domain: { name: 'SupernetGovernor', version: '1', chainId, verifyingContract: net.contracts.governor },
      types: { Ballot: [{ name: 'proposalId', type: 'uint256' }] },
      primaryType: 'Ballot',
      message: { proposalId: 7n },
    } as const
    const hash = hashTypedData(data)
    const isValid = (signature: Hex) =>
      net.reader.readContract({
        address,
        abi: supernetAccountAbi,
        functionName: 'isValidSignature',
        args: [hash, signature],
      })
    const nested = encodePasskeySignature(owner.sign(hashForAccount(chainId, address, data)))
    assert.equal(await isValid(wrapForAccount(data, nested)), '0x1626ba7e')
    assert.equal(await isValid(nested), '0xffffffff')

    const { deviceValidator } = net.contracts
    const signature = await net.users.artist.signTypedData(
      typedDeviceHash(chainId, deviceValidator, address, hash),
    )
    assert.equal(await isValid(encodeDeviceConfirmation(deviceValidator, wallet, signature)), '0x1626ba7e')
  }

  const transfer = (amount: bigint): AccountCall => ({
    to: net.contracts.sogniToken,
    data: encodeFunctionData({
      abi: sogniTokenAbi,
      functionName: 'transfer',
      args: [net.users.stranger.address, amount],
    }),
  })

  async function draft(calls: AccountCall[], validator?: Address): Promise<UserOperation> {
    const isNew = (await net.reader.getCode({ address })) === undefined
    const { entryPoint, accountFactory } = net.contracts
    return {
      sender: address,
      nonce: await net.reader.readContract({
        address: entryPoint,
        abi: entryPoint08Abi,
        functionName: 'getNonce',
        args: [address, nonceKeyOf(validator)],
      }),
      ...(isNew && {
        factory: accountFactory,
        factoryData: encodeFunctionData({
          abi: net.chain.accountFactory.abi,
          functionName: 'createAccount',
          args: [passkey.qx, passkey.qy, SALT, []],
        }),
      }),
      callData: encodeAccountCalls(calls),
      callGasLimit: 1_500_000n,
      verificationGasLimit: 500_000n,
      preVerificationGas: 60_000n,
      maxFeePerGas: 10n * GWEI,
      maxPriorityFeePerGas: GWEI,
      signature: '0x',
    }
  }

  async function approved(operation: UserOperation): Promise<UserOperation> {
    const { sponsorPaymaster } = net.contracts
    const domain = sponsorDomain(await net.reader.getChainId(), sponsorPaymaster)
    const validUntil = Number((await net.reader.getBlock()).timestamp) + 300
    const gas = { paymasterVerificationGasLimit: 60_000n, paymasterPostOpGasLimit: 0n }
    return signSponsorship(
      net.users.sponsor,
      domain,
      { ...operation, paymaster: sponsorPaymaster, ...gas },
      { validAfter: 0, validUntil },
    )
  }

  async function byOwner(calls: AccountCall[]): Promise<UserOperation> {
    const operation = await approved(await draft(calls))
    return { ...operation, signature: encodePasskeySignature(passkey.sign(hashOf(operation))) }
  }

  function hashOf(operation: UserOperation): Hex {
    return hashUserOperation({ chainId: 31_337, address: net.contracts.entryPoint }, operation)
  }

  async function send(operation: UserOperation): Promise<void> {
    const hash = await net.target.wallet.writeContract({
      account: net.users.faucet,
      chain: null,
      address: net.contracts.entryPoint,
      abi: entryPoint08Abi,
      functionName: 'handleOps',
      args: [[packUserOperation(operation)], net.users.faucet.address],
      gas: 5_000_000n,
    })
    const { logs } = await net.reader.waitForTransactionReceipt({ hash })
    const [event] = parseEventLogs({ abi: entryPoint08Abi, eventName: 'UserOperationEvent', logs })
    assert.equal(event?.args.success, true)
  }
}

async function withEntryPoint09(
  request: (method: string, params: unknown[]) => Promise<unknown>,
): Promise<void> {
  for (const address of [ENTRY_POINTS['0.9'], '0x0A630a99Df908A81115A3022927Be82f9299987e'] as const)
    await request('hardhat_setCode', [address, predeployed(address)])
}
