// Text that a terminal would obey, through every door of the built command.

import { describe, expect, it, onTestFinished } from 'vitest';
import { loopbackBy } from '../providers/loopback.js';
import { csvOf, purchase } from './tables.js';
import { openWorkDir, openWorkplace, type Ran } from './workdir.js';

const hostile = '\u001b]0;pwned\u0007\u001b[2J\u009b31m\u202e\u2066\u200f\u2029\u200b\u007f';
const shown = '\\u001b]0;pwned\\u0007\\u001b[2J\\u009b31m\\u202e\\u2066\\u200f\\u2029\\u200b\\u007f';

/** Both streams hold nothing that a terminal obeys, and the words are there as escapes. */
function expectShown({ stdout, stderr }: Ran): void {
  expect(stdout + stderr).not.toMatch(/[^\n\P{Cc}]|\p{Cf}|\p{Zl}|\p{Zp}/u);
  expect(stdout + stderr).toContain(shown);
}

describe('text of files and options is shown, not obeyed', () => {
  it('title, cell, file name and sheet', async () => {
    const dir = await openWorkDir();
    const row = purchase({ country: hostile, [`Note ${hostile}`]: 'x' });
    const name = await dir.write(`in${hostile}.csv`, csvOf([row]));
    const checked = await dir.run(['check', name]);
    expect(checked.code).toBe(3);
    expectShown(checked);
    const { problems } = await dir.runFolder();
    expect(problems.map(({ message, value, column }) => `${message}${value}${column}`).join()).not.toMatch(/\p{Cf}/u);

    expectShown(await dir.run(['peek', name]));
    expectShown(await dir.run(['check', name, '--json', '--runs-dir', 'other']));
    const book = await dir.writeBook('book.xlsx', { 'Q\u202e1': [Object.keys(purchase()), Object.values(purchase())] });
    const { stderr } = await dir.run(['check', book, '--runs-dir', 'third']);
    expect(stderr).toContain('sheet Q\\u202e1');
  });

  it('an unknown option', async () => {
    const { stdout, stderr } = await (await openWorkDir()).run(['datasets', `--${hostile}`]);
    expect(stdout + stderr).not.toMatch(/[^\n\P{Cc}]|\p{Cf}|\p{Zl}|\p{Zp}/u);
    // An option's name ends at a separator.
    expect(stderr).toContain('has no option --\\u001b]0;pwned\\u0007');
  });

  it.each([
    ['an unknown command', [hostile]],
    ['a choice', ['check', 'in.csv', '--decimal', hostile]],
    ['a file that is not there', ['check', hostile]],
    ['a profile', ['whoami', '--profile', hostile]],
    ['a run', ['resume', hostile, '--ledger', hostile]],
  ])('%s', async (_what, args) => {
    const dir = await openWorkDir();
    const ran = await dir.run(args);
    expect(ran.code).toBe(2);
    expectShown(ran);
  });

  it('keys and values of a config file, and the name of an API document', async () => {
    const dir = await openWorkDir();
    const config = { version: 1, profiles: { [`a${hostile}`]: { [`B${hostile}`]: 'x' } } };
    await dir.write('config.json', JSON.stringify(config));
    expectShown(await dir.run(['whoami', '--config', 'config.json']));
    const document = { openapi: '3.0.0', info: { title: hostile, version: '1' }, paths: {} };
    await dir.write('api.json', JSON.stringify(document));
    expectShown(await dir.run(['routes', '--openapi', 'api.json']));
  });
});

it('what a service says is shown, not obeyed: in messages, in the log, in the results', async () => {
  const { dir } = await openWorkplace();
  const service = await loopbackBy(({ method }) =>
    method === 'GET'
      ? { status: 200, json: { items: [], total: 0, page: 1, size: 100, pages: 0 } }
      : { status: 422, json: { detail: [{ loc: ['body', hostile], msg: `no\r\n${hostile}` }] } },
  );
  onTestFinished(() => service.close());
  const cell = `kept\u001b[1m`;
  await dir.write('in.csv', csvOf([purchase({ description: cell })]));
  const ran = await dir.run(['import', 'in.csv', '--verbose'], { env: { DCYCLE_BASE_URL: service.url } });
  expect(ran.code).toBe(4);
  expectShown(ran);
  const { results } = await dir.runFolder();
  const [{ message, description } = {}] = results;
  expect(message).toContain(shown);
  expect(description).toBe(cell);
});
