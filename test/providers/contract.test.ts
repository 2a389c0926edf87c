import { contract } from './contract.js';

contract({
  provider: 'dcycle',
  settings: { DCYCLE_API_KEY: undefined },
  isLogin: ({ url }) => url === '/auth/login',
  loginRoute: 'logIn',
});

contract({
  provider: 'carboncloud',
  settings: {},
  isLogin: ({ url }) => url === '/realms/prod/protocol/openid-connect/token',
});

contract({
  provider: 'variable',
  settings: { VARIABLE_API_KEY: undefined, VARIABLE_CLIENT_ID: 'id', VARIABLE_CLIENT_SECRET: 'secret' },
  isLogin: ({ url }) => url === '/auth/token',
  loginRoute: 'logIn',
});
