// The status item: what the check of the draft at hand came to.

import { type StatusBarItem, type Uri, StatusBarAlignment, window } from 'vscode';

import { type Summary, brief, whole } from './summary';

export class StatusItem {
  private readonly item: StatusBarItem = window.createStatusBarItem('heshu', StatusBarAlignment.Right, 50);
  private readonly summaries = new Map<string, Summary>();

  constructor() {
    this.item.name = '核数';
    this.item.command = 'heshu.showUnchecked';
  }

  /** Takes the numbers of a check. */
  take(summary: Summary): void {
    this.summaries.set(summary.uri, summary);
    this.show(window.activeTextEditor?.document.uri);
  }

  /** Shows those of a document, or nothing. */
  show(uri: Uri | undefined): void {
    const summary = uri && this.summaries.get(uri.toString());
    if (summary === undefined) {
      this.item.hide();
      return;
    }
    this.item.text = brief(summary);
    this.item.tooltip = whole(summary);
    this.item.show();
  }

  /** Forgets a document that was closed. */
  forget(uri: Uri): void {
    this.summaries.delete(uri.toString());
  }

  dispose(): void {
    this.item.dispose();
  }
}
