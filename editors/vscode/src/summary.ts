// The numbers of a check, in the status bar.

/** What the server tells after each check. */
export interface Summary {
  uri: string;
  version: number;
  figures: number;
  verified: number;
  unchecked: number;
  errors: number;
  warnings: number;
  infos: number;
  silenced?: number;
}

/** The few characters there is room for. */
export function brief(summary: Summary): string {
  const { errors, warnings, infos } = summary;
  const parts = [
    errors > 0 ? `$(error) ${errors}` : '',
    warnings > 0 ? `$(warning) ${warnings}` : '',
    infos > 0 ? `$(info) ${infos}` : '',
  ].filter((it) => it !== '');
  return `核数 ${parts.length > 0 ? parts.join(' ') : '$(check)'}`;
}

/** All of it, for who looks closer. */
export function whole(summary: Summary): string {
  const { figures, verified, unchecked, errors, warnings, infos, silenced } = summary;
  const lines = [
    `读到 ${figures} 个数字,核实 ${verified} 处关系,${unchecked} 个稿内无从核对`,
    `错误 ${errors},警告 ${warnings},提示 ${infos}`,
  ];
  if (silenced !== undefined) {
    lines.push(`按决定不报 ${silenced} 处`);
  }
  return lines.join('\n');
}
