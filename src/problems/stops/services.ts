// Stops at a service, at the bundled sandbox, and at a list that does not end.

import type { StopType } from './stop-type.js';

const AGAIN = 'Then run the same command again. An import skips rows that the service has.';
const CHECK_AIM =
  'Check the base URL and the organisation or group. carbonsheet routes lists the paths, and which are assumed.';

export const serviceStops = {
  DENIED: {
    kind: 'refused',
    quotes: true,
    meaning: 'The service refuses the credentials, or they lack a permission.',
    example: 'the service refuses these credentials, or they lack a permission: 401 Unauthorized: GET /purchases',
    fix: 'Check the key, the password and the organisation or group of this account.',
  },
  REQUEST_REFUSED: {
    kind: 'usage',
    quotes: true,
    meaning: 'The service refused a request that the run needs.',
    example: 'the service refused a request that the run needs: 404 Not Found: GET /purchases',
    fix: CHECK_AIM,
  },
  UNREADABLE_ANSWER: {
    kind: 'usage',
    quotes: true,
    meaning: 'The answer of the service does not have the expected form.',
    example: 'the service gave an unexpected answer: GET /purchases: items is missing',
    fix: CHECK_AIM,
  },
  UNCLEAR_ANSWER: {
    kind: 'unreachable',
    quotes: true,
    meaning: 'The service gave no clear answer, such as 500 or a broken connection.',
    example: 'the service gave no clear answer: 500 Internal Server Error: GET /purchases',
    fix: `Wait until the service works. ${AGAIN}`,
  },
  UNREACHABLE: {
    kind: 'unreachable',
    quotes: true,
    meaning: 'The service could not be reached.',
    example: 'the service could not be reached: ECONNREFUSED 127.0.0.1:4010',
    fix: `Check the base URL and the network. ${AGAIN}`,
  },
  BLOCKED: {
    kind: 'unreachable',
    quotes: true,
    meaning: 'The service, or a firewall in front of it, blocks requests for now.',
    example: 'the service, or a firewall in front of it, blocks requests for now: 403 Forbidden',
    fix: `Wait, or ask who runs the service or the network to allow these requests. ${AGAIN}`,
  },
  THROTTLED: {
    kind: 'unreachable',
    quotes: true,
    meaning: 'The service limits the number of requests and accepts none for now.',
    example: 'the service accepts no requests for now: 429 Too Many Requests',
    fix: `Wait as long as the message says. ${AGAIN}`,
  },
  LIST_TOO_LONG: {
    kind: 'limit',
    meaning: 'A list of the service did not end within the allowed number of pages.',
    example: 'listPurchases: the list does not end: 20,000 pages read',
    fix: 'If the list is that long, allow more pages with --max-pages N.',
  },
  TOO_EARLY: {
    kind: 'limit',
    meaning: 'The service still processes some products, so their suppliers cannot be invited yet.',
    example: 'the service still processes some of the products, so their suppliers cannot be invited yet',
    fix: 'Run carbonsheet resume later.',
  },
  PORT_IN_USE: {
    kind: 'usage',
    meaning: 'Another program uses the port of the sandbox.',
    example: 'Port 4010 is in use',
    fix: 'Choose another one with --port N, or a free one with --port 0.',
  },
  PORT_REFUSED: {
    kind: 'usage',
    meaning: 'The system does not allow the sandbox to use the port.',
    example: 'The sandbox may not listen on port 80',
    fix: 'Choose a port above 1023 with --port N.',
  },
  DATA_FILE_UNREADABLE: {
    kind: 'usage',
    meaning: 'The data file of the sandbox cannot be read.',
    example: 'The data file sandbox.json cannot be read',
    fix: 'Restore the file, or choose another one with --data FILE.',
  },
  DATA_FILE_UNWRITABLE: {
    kind: 'usage',
    meaning: 'The data file of the sandbox cannot be written.',
    example: 'The sandbox cannot write its data file sandbox.json: EACCES',
    fix: 'Choose a file that you may write to with --data FILE.',
  },
  HOLDINGS_UNREADABLE: {
    kind: 'usage',
    quotes: true,
    meaning: 'What the service holds cannot be copied for a rehearsal.',
    example: 'the rehearsal cannot begin: purchases.3: expected an id',
    fix: 'Use carbonsheet plan, which says what an import would do.',
  },
  CHAOS_REFUSED: {
    kind: 'usage',
    meaning: '--chaos of the sandbox names a fault that does not exist.',
    example: 'chaos: there is no kind "droop"',
    fix: 'Use the kinds that the message lists, or all.',
  },
  LISTS_REFUSED: {
    kind: 'usage',
    meaning: '--lists of the sandbox names a habit that does not exist.',
    example: 'lists: "totl=page" is no habit',
    fix: 'Use the habits that the message lists.',
  },
} as const satisfies Record<string, StopType>;
