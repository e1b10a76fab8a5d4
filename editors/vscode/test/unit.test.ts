// What needs no editor: finding the program, and the words of the status item.

import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';

import { find } from '../src/binary';
import { type Summary, brief, whole } from '../src/summary';

function program(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'heshu');
  writeFileSync(path, '');
  chmodSync(path, 0o755);
  return path;
}

test('the program is found where it is set, then in PATH, then where cargo puts it', () => {
  const root = mkdtempSync(join(tmpdir(), 'heshu-'));
  const home = join(root, 'home');
  const around = { path: '', search: [join(root, 'none'), join(root, 'bin')].join(delimiter), home };
  assert.equal(find(around), undefined);
  const byCargo = program(join(home, '.cargo', 'bin'));
  assert.equal(find(around), byCargo);
  const inPath = program(join(root, 'bin'));
  assert.equal(find(around), inPath);
  assert.equal(find({ ...around, path: '~/.cargo/bin/heshu' }), byCargo);
  assert.equal(find({ ...around, path: 'bin/heshu', folder: root }), inPath);
  assert.equal(find({ ...around, path: '/no/such/heshu' }), undefined);
});

test('the status item tells the counts', () => {
  const clean: Summary = { uri: 'a', version: 1, figures: 6, verified: 1, unchecked: 3, errors: 0, warnings: 0, infos: 0 };
  assert.equal(brief(clean), '核数 $(check)');
  assert.equal(brief({ ...clean, errors: 2, infos: 1 }), '核数 $(error) 2 $(info) 1');
  assert.equal(whole({ ...clean, silenced: 1 }).split('\n').length, 3);
});

test('all that is described is described in both languages', () => {
  const root = join(__dirname, '..', '..');
  const read = (name: string): string => readFileSync(join(root, name), 'utf8');
  const named = [...read('package.json').matchAll(/"%([^%]+)%"/g)].map((it) => it[1]);
  for (const name of ['package.nls.json', 'package.nls.zh-cn.json']) {
    const words = JSON.parse(read(name)) as Record<string, string>;
    assert.deepEqual([...new Set(named)].sort(), Object.keys(words).sort());
  }
});
