// An S3 server with one bucket, `parlance`, and the key pair S3RVER / S3RVER, whose signatures it checks.
// Prints its port; ends with its standard input, so it cannot outlive the tests.
'use strict';

const S3rver = require('@20minutes/s3rver');

const server = new S3rver({
  address: '127.0.0.1',
  port: 0,
  directory: process.argv[2],
  silent: true,
  vhostBuckets: false,
  configureBuckets: [{ name: 'parlance', configs: [] }],
});
server.run().then((address) => console.log(address.port));
process.stdin.on('end', () => process.exit()).resume();
