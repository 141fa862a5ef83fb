import { expect, it } from 'vitest'
import { readReport } from './readReport.ts'

it('reads what passed, failed, broke and was skipped', () => {
  const xml = `<?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1" tests="4">
    <testcase classname="tests.rpc" name="test_chainId[]" time="0.1" />
    <testcase classname="tests.rpc" name="test_send" time="0.1"><failure message="assert 1 &lt; 2">a &lt;testcase&gt;
of text</failure></testcase>
    <testcase classname="tests.gas" name="test_&lt;huge&gt;" time="0.1"><error message="no node">at setup</error></testcase>
    <testcase classname="" name="tests.gas.old" time="0"><skipped type="pytest.skip" message="slow">x</skipped></testcase>
  </testsuite></testsuites>`
  expect(readReport(xml)).toEqual([
    { name: 'tests.rpc::test_chainId[]', outcome: 'passed' },
    { name: 'tests.rpc::test_send', outcome: 'failed' },
    { name: 'tests.gas::test_<huge>', outcome: 'failed' },
    { name: 'tests.gas.old', outcome: 'skipped' },
  ])
})

it('reads a report of nothing', () => {
  expect(readReport('<testsuites><testsuite tests="0" /></testsuites>')).toEqual([])
})
