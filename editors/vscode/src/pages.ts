// Lists about a draft, shown beside it.

import { type EventEmitter, type TextDocumentContentProvider, Uri, ViewColumn, window, workspace } from 'vscode';

export class Pages implements TextDocumentContentProvider {
  static readonly SCHEME = 'heshu-page';

  readonly onDidChange;
  private readonly texts = new Map<string, string>();

  constructor(private readonly changed: EventEmitter<Uri>) {
    this.onDidChange = changed.event;
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.texts.get(uri.path) ?? '';
  }

  /** Shows a page; one of the same title gives way. */
  async show(title: string, text: string): Promise<void> {
    const uri = Uri.from({ scheme: Pages.SCHEME, path: `/${title}.txt` });
    this.texts.set(uri.path, text);
    this.changed.fire(uri);
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preserveFocus: true, preview: true });
  }
}
