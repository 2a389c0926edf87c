// A service that answers at once and remembers nothing but a count, in a process of its own: what is measured is the client.

import { createServer } from 'node:http';

let created = 0;

const server = createServer((request, response) => {
  request.resume();
  request.once('end', () => {
    const answer = (status: number, body: string): void => {
      response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
      response.end(body);
    };
    if (request.method === 'POST') {
      created += 1;
      answer(201, `{"id":"00000000-0000-4000-8000-${String(created).padStart(12, '0')}"}`);
    } else if (request.url === '/count') answer(200, String(created));
    else answer(200, '{"items":[],"total":0,"page":1,"size":100,"pages":0}');
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(String(address.port));
});
