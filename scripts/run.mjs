// The dependency-free door of every npm script: the pinned Node, the locked packages, then the real command.
//
//   node scripts/run.mjs <file.ts | name of scripts/<name>.ts | tool of node_modules/.bin> [arguments]
//
// It must parse on Node 18 and work from Node 20, whatever npm came with it: npm skips the platform packages whose
// `engines` the running Node does not meet, so packages are always installed under the Node that will run them.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const windows = process.platform === 'win32'
const pinned = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies.node
const nodeIn = (folder) => join(folder, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node')
const stamp = join(root, 'node_modules', '.installed')

// onnxruntime's own post-install downloads GPU parts and fails offline; the CPU runtime ships inside the package.
const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' }

const fail = (sentence) => {
  console.error(`\n${sentence}\n`)
  process.exit(1)
}

/** npm's own JavaScript: the npm that started us, else the one beside this Node. */
function npmScript() {
  const beside = windows ? ['node_modules'] : ['..', 'lib', 'node_modules']
  const candidates = [
    process.env.npm_execpath,
    join(dirname(process.execPath), ...beside, 'npm', 'bin', 'npm-cli.js'),
  ]
  return candidates.find((path) => path && /npm-cli\.(c|m)?js$/.test(path) && existsSync(path))
}

function npm(node, args) {
  const options = { cwd: root, stdio: 'inherit', env: { ...env, PATH: dirname(node) + delimiter + env.PATH } }
  const script = npmScript()
  return script
    ? spawnSync(node, [script, ...args], options)
    : spawnSync('npm', args, { ...options, shell: windows })
}

const fits = (list, value) =>
  !list || list.includes(value) || (list.every((item) => item[0] === '!') && !list.includes(`!${value}`))

/** Whether node_modules holds what the lockfile asks of this machine: by our stamp, else by npm's own record of it. */
function installed(lock, hash) {
  if (!existsSync(nodeIn(root))) return false
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return true
  const record = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(record)) return false
  const present = JSON.parse(readFileSync(record, 'utf8')).packages
  return Object.entries(JSON.parse(lock).packages).every(([path, wanted]) => {
    if (path === '') return true
    if (present[path]) return present[path].version === wanted.version
    if (!wanted.optional) return false
    const binary = wanted.os || wanted.cpu
    return (
      !binary ||
      !fits(wanted.os, process.platform) ||
      !fits(wanted.cpu, process.arch) ||
      !fits(wanted.libc, 'glibc')
    )
  })
}

function install() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  const hash = createHash('sha256')
    .update(lock)
    .update(pinned)
    .update(process.platform + process.arch)
    .digest('hex')
  if (installed(lock, hash)) return
  console.error('Installing packages (the first run, or the lockfile changed) ...')
  const home = join(root, '.node-runtime') // npm ci empties node_modules: the Node that runs it lives beside
  let node = process.execPath
  if (process.versions.node !== pinned) {
    rmSync(home, { recursive: true, force: true })
    mkdirSync(home)
    writeFileSync(join(home, 'package.json'), '{"private":true}\n')
    const quiet = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error']
    npm(process.execPath, ['install', '--prefix', home, ...quiet, `node@${pinned}`])
    node = nodeIn(home)
    if (!existsSync(node))
      fail(`Could not install Node ${pinned} from the npm registry; see the lines above.`)
  }
  const done = npm(node, ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  rmSync(home, { recursive: true, force: true })
  if (done.status !== 0) fail('`npm ci` failed; see the lines above.')
  writeFileSync(stamp, hash)
}

function resolve(name) {
  const tool = join(root, 'node_modules', '.bin', windows ? `${name}.cmd` : name)
  const file = [join(root, name), join(root, 'scripts', `${name}.ts`)].find(
    (path) => /\.m?[jt]s$/.test(path) && existsSync(path),
  )
  if (file) return { command: nodeIn(root), prefix: [file] }
  if (existsSync(tool)) return { command: tool, prefix: [] }
  return fail(
    `Nothing named "${name}" to run: neither a file, nor scripts/${name}.ts, nor an installed tool.`,
  )
}

const [name, ...rest] = process.argv.slice(2)
if (!name) fail('Usage: node scripts/run.mjs <file.ts | script name | tool> [arguments]')
install()
const { command, prefix } = resolve(name)
const path = [dirname(nodeIn(root)), join(root, 'node_modules', '.bin'), env.PATH].join(delimiter)
const child = spawn(command, [...prefix, ...rest], {
  cwd: root,
  stdio: 'inherit',
  env: { ...env, PATH: path },
  shell: windows && prefix.length === 0,
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('error', (error) => fail(`Could not start ${name}: ${error.message}`))
child.on('exit', (code, signal) => process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : code))
