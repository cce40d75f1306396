// Runs all tests after installing what they need: types, lint, unit tests, build, window tests; sums up in one line.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureElectron } from './launch/electron-binary.mjs';
import { ensureNodeModules } from './launch/node-modules.mjs';
import { installed, LaunchError, project, say } from './launch/project.mjs';
import { ensureElectronLibraries, ensureVirtualDisplay } from './launch/system-packages.mjs';

const HELP = `Usage: npm test [-- --only types,lint,unit,build,e2e] [-- --conformance]

  --only         run these stages only
  --conformance  afterwards compare the command line program with the recorded answers of tshark in ../shared,
                 where that folder exists
`;

const MINUTE = 60_000;
const SCORER = '../shared/tools/conformance.py';
const MINIMUMS = [
  'frame=99.9',
  'network=99',
  'transport=99',
  'application=97',
  'protocols=97',
  'column=97',
  'coverage=60',
];

const node = process.execPath;
const vitest = 'node_modules/vitest/vitest.mjs';
const reporters = (name) => ['--reporter=default', '--reporter=json', `--outputFile.json=test-results/${name}.json`];

/** Every stage is a program and its arguments; one with a `report` counts its tests, any other counts as one. */
const STAGES = {
  types: { command: [node, 'scripts/types.mjs'], minutes: 5 },
  lint: { command: [node, 'node_modules/@biomejs/biome/bin/biome', 'check', '.'], minutes: 2 },
  unit: { command: [node, vitest, 'run', ...reporters('unit')], report: 'test-results/unit.json', minutes: 24 },
  build: { command: ['npm', 'run', '--silent', 'build'], minutes: 5 },
  e2e: {
    command: [node, vitest, 'run', '--config', 'vitest.e2e.config.ts', ...reporters('e2e')],
    report: 'test-results/e2e.json',
    window: true,
    after: 'build',
    minutes: 16,
  },
  conformance: {
    command: [
      'python3',
      SCORER,
      '../shared/corpus/captures',
      '../shared/corpus/oracle',
      ...MINIMUMS.flatMap((m) => ['--min', m]),
    ],
    needs: SCORER,
    after: 'build',
    minutes: 10,
  },
};

function runStage(name) {
  const { command, report, window, needs, minutes } = STAGES[name];
  if (needs && !existsSync(join(project, needs))) {
    console.log(`\n── ${name}: skipped, ${needs} is not here`);
    return { passed: 0, failed: 0 };
  }
  console.log(`\n── ${name}`);
  if (report) rmSync(join(project, report), { force: true });
  // Tests of the window always get a display of their own: nobody's mouse and theme may decide them.
  const display = window && installed('xvfb-run') ? ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24'] : [];
  const [program, ...args] = [...display, ...command];
  const { status, error } = spawnSync(program, args, {
    cwd: project,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, CI: 'true' },
    timeout: minutes * MINUTE,
    killSignal: 'SIGKILL',
  });
  if (error) console.log(`${name}: ${error.code === 'ETIMEDOUT' ? `stopped after ${minutes} minutes` : error.message}`);
  const counted = report ? countTests(report) : { passed: status === 0 ? 1 : 0, failed: 0 };
  // A stage that fails without a failed test (it crashed, or took too long) is a failure all the same.
  if (status !== 0 && counted.failed === 0) counted.failed = 1;
  return counted;
}

function countTests(report) {
  if (!existsSync(join(project, report))) return { passed: 0, failed: 0 };
  const { numPassedTests, testResults } = JSON.parse(readFileSync(join(project, report), 'utf8'));
  const failures = testResults.flatMap(failuresOf);
  return { passed: numPassedTests, failed: failures.length, failures };
}

/** The failed tests of a file, each as a line; a file that could not be loaded is one. */
function failuresOf({ name, status, message, assertionResults }) {
  const file = relative(project, name);
  if (status === 'failed' && assertionResults.length === 0) return [`${file}: ${firstLine(message)}`];
  return assertionResults
    .filter((test) => test.status === 'failed')
    .map(({ fullName, failureMessages }) => `${file}: ${fullName}: ${firstLine(failureMessages[0])}`);
}

const firstLine = (text = '') => text.split('\n', 1)[0];

function prepare(stages) {
  ensureNodeModules();
  if (stages.every((stage) => !STAGES[stage].window)) return;
  ensureElectronLibraries(ensureElectron());
  if (process.platform === 'linux') ensureVirtualDisplay();
}

function main() {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, conformance: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) return console.log(HELP);
  const all = Object.keys(STAGES).filter((stage) => stage !== 'conformance' || values.conformance);
  const stages = values.only ? values.only.split(',') : all;
  const unknown = stages.find((stage) => !(stage in STAGES));
  if (unknown) throw new LaunchError(`There is no stage ${unknown}; there are ${Object.keys(STAGES).join(', ')}.`);
  prepare(stages);
  mkdirSync(join(project, 'test-results'), { recursive: true });
  const results = [];
  for (const stage of stages) {
    const broken = results.find(({ stage: earlier, failed }) => earlier === STAGES[stage].after && failed > 0);
    if (broken) console.log(`\n── ${stage}: not run, because ${broken.stage} failed`);
    results.push({ stage, ...(broken ? { passed: 0, failed: 1 } : runStage(stage)) });
  }
  console.log('');
  for (const { stage, failures = [] } of results)
    for (const failure of failures) console.log(`failed in ${stage}: ${failure}`);
  for (const { stage, passed, failed } of results) console.log(`${stage.padEnd(12)} ${passed} ok, ${failed} not ok`);
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') === 0 ? 0 : 1;
}

try {
  main();
} catch (error) {
  if (!(error instanceof LaunchError)) throw error;
  say(error.message);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
