// Checks drafts with the language server `heshu lsp`.

import {
  type ExtensionContext,
  type TextEditor,
  EventEmitter,
  Uri,
  commands,
  env,
  window,
  workspace,
} from 'vscode';
import {
  type LanguageClientOptions,
  type ServerOptions,
  ExecuteCommandRequest,
  LanguageClient,
} from 'vscode-languageclient/node';

import { HOW_TO_GET_IT, find, surroundings } from './binary';
import { Pages } from './pages';
import { StatusItem } from './status';
import type { Summary } from './summary';

const DRAFTS = ['plaintext', 'markdown', 'html'];

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const status = new StatusItem();
  const pages = new Pages(new EventEmitter<Uri>());
  context.subscriptions.push(
    status,
    workspace.registerTextDocumentContentProvider(Pages.SCHEME, pages),
    window.onDidChangeActiveTextEditor((editor) => status.show(editor?.document.uri)),
    workspace.onDidCloseTextDocument((document) => status.forget(document.uri)),
    commands.registerCommand('heshu.restart', async () => {
      await deactivate();
      await start(status);
    }),
    commands.registerCommand('heshu.checkFile', onDraft(async (editor) => {
      await server('heshu.check', editor.document.uri.toString());
      await commands.executeCommand('workbench.actions.view.problems');
    })),
    commands.registerCommand('heshu.showClaims', onDraft((editor) => show(pages, editor, 'heshu.claims', '全部数字'))),
    commands.registerCommand('heshu.showUnchecked', onDraft((editor) => show(pages, editor, 'heshu.unchecked', '未核的数字'))),
    commands.registerCommand('heshu.acceptWithReason', (decision: Decision) =>
      decide('heshu.accept', decision, '为什么可以这样写')),
    commands.registerCommand('heshu.verifyWithSource', (decision: Decision) =>
      decide('heshu.verify', decision, '凭什么核实的')),
  );
  await start(status);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
  client = undefined;
}

/** What the server wants to know back, but for why. */
interface Decision {
  uri: string;
  rule?: string;
  sentence: string;
  by: string;
}

async function start(status: StatusItem): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath;
  const settings = workspace.getConfiguration('heshu');
  const program = find(surroundings(settings.get('path', ''), folder));
  if (program === undefined) {
    await tellHowToGetIt();
    return;
  }
  const run: ServerOptions = { command: program, args: ['lsp'] };
  const options: LanguageClientOptions = {
    documentSelector: [
      ...['file', 'untitled'].flatMap((scheme) => DRAFTS.map((language) => ({ scheme, language }))),
      { scheme: 'file', pattern: '**/*.toml' },
    ],
    initializationOptions: { ...settings, extension: true },
    synchronize: { configurationSection: 'heshu' },
  };
  client = new LanguageClient('heshu', '核数', run, options);
  client.onNotification('heshu/summary', (summary: Summary) => status.take(summary));
  await client.start();
}

async function tellHowToGetIt(): Promise<void> {
  const set = '打开设置';
  const copy = '复制安装命令';
  const chosen = await window.showErrorMessage(HOW_TO_GET_IT, set, copy);
  if (chosen === set) {
    await commands.executeCommand('workbench.action.openSettings', 'heshu.path');
  } else if (chosen === copy) {
    await env.clipboard.writeText('cargo install --path .');
  }
}

/** Has the server do something. */
async function server<T>(command: string, argument: unknown): Promise<T | undefined> {
  if (client === undefined) {
    await tellHowToGetIt();
    return undefined;
  }
  const result: unknown = await client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [argument] });
  return result as T;
}

function onDraft(work: (editor: TextEditor) => Promise<void>): () => Promise<void> {
  return async () => {
    const editor = window.activeTextEditor;
    if (editor !== undefined && DRAFTS.includes(editor.document.languageId)) {
      await work(editor);
    }
  };
}

async function show(pages: Pages, editor: TextEditor, command: string, title: string): Promise<void> {
  const page = await server<{ text: string }>(command, editor.document.uri.toString());
  if (page !== undefined) {
    await pages.show(title, page.text);
  }
}

/** Asks why, and has it noted. */
async function decide(command: string, decision: Decision, prompt: string): Promise<void> {
  const by = await window.showInputBox({ prompt, placeHolder: decision.sentence });
  if (by !== undefined && by.trim() !== '') {
    await server(command, { ...decision, by });
  }
}
