// The client that the extension is built on, against the real server: the one that HESHU names, or the last one built.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import {
  type CodeAction,
  type PublishDiagnosticsParams,
  type TextDocumentEdit,
  CodeActionRequest,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExecuteCommandRequest,
  ExitNotification,
  HoverRequest,
  InitializeRequest,
  InitializedNotification,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  createProtocolConnection,
} from 'vscode-languageserver-protocol/node';

import type { Summary } from '../src/summary';

const DRAFT = '𠮷町南院從3月4日動工，4月2日完工，前後用了39天。';

function server(): string | undefined {
  const target = join(__dirname, '..', '..', '..', '..', 'target');
  const built = ['debug', 'release'].map((it) => join(target, it, 'heshu'));
  return [process.env.HESHU ?? '', ...built].find((it) => it !== '' && existsSync(it));
}

test('a draft is opened, looked at, corrected and clean', async (context) => {
  const program = server();
  if (program === undefined) {
    context.skip('no server: cargo build first');
    return;
  }
  const child = spawn(program, ['lsp'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const published = new Waiting<PublishDiagnosticsParams>();
  const summaries = new Waiting<Summary>();
  connection.onNotification(PublishDiagnosticsNotification.type, (it) => published.take(it));
  connection.onNotification('heshu/summary', (it: Summary) => summaries.take(it));
  connection.listen();

  const folder = mkdtempSync(join(tmpdir(), 'heshu-'));
  const uri = pathToFileURL(join(folder, '南院.txt')).toString();
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: pathToFileURL(folder).toString(),
    capabilities: { workspace: { workspaceEdit: { documentChanges: true } } },
    initializationOptions: { extension: true, reasons: ['原文如此'] },
  });
  await connection.sendNotification(InitializedNotification.type, {});
  await connection.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: 'plaintext', version: 1, text: DRAFT },
  });

  const [finding] = (await published.next()).diagnostics;
  const start = DRAFT.indexOf('39天');
  assert.equal(finding?.code, 'date/duration');
  assert.deepEqual(finding.range, {
    start: { line: 0, character: start },
    end: { line: 0, character: start + 3 },
  });
  assert.equal((await summaries.next()).errors, 1);

  const hover = await connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: finding.range.start });
  assert.match(JSON.stringify(hover?.contents), /39 day/);

  const actions = (await connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri },
    range: finding.range,
    context: { diagnostics: [finding] },
  })) as CodeAction[];
  assert.ok(actions.some((it) => it.command?.command === 'heshu.acceptWithReason'));
  const change = actions[0]?.edit?.documentChanges?.[0] as TextDocumentEdit;
  assert.equal(change.textDocument.version, 1);
  await connection.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version: 2 },
    contentChanges: change.edits.map((it) => ({ range: 'range' in it ? it.range : finding.range, text: 'newText' in it ? it.newText : '' })),
  });
  assert.deepEqual((await published.next()).diagnostics, []);
  assert.equal((await summaries.next()).errors, 0);

  const table: { text: string } = await connection.sendRequest(ExecuteCommandRequest.type, {
    command: 'heshu.claims',
    arguments: [uri],
  });
  assert.match(table.text, /30天/);
  await connection.sendRequest(ShutdownRequest.type);
  const ended = new Promise((resolve) => child.on('exit', resolve));
  await connection.sendNotification(ExitNotification.type);
  assert.equal(await ended, 0);
  connection.dispose();
});

/** What comes, in order, to whoever waits for it. */
class Waiting<T> {
  private readonly come: T[] = [];
  private readonly waiting: ((it: T) => void)[] = [];

  take(it: T): void {
    const next = this.waiting.shift();
    if (next === undefined) {
      this.come.push(it);
    } else {
      next(it);
    }
  }

  next(): Promise<T> {
    const first = this.come.shift();
    return first === undefined ? new Promise((resolve) => this.waiting.push(resolve)) : Promise.resolve(first);
  }
}
