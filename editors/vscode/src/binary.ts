// Where the program is, and what to say when it is nowhere.

import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join, resolve } from 'node:path';

const NAME = process.platform === 'win32' ? 'heshu.exe' : 'heshu';

/** How to get the program, for a person without it. */
export const HOW_TO_GET_IT =
  '没有找到 heshu。请先安装:有 Rust 工具链的话,在核数的源码里运行 cargo install --path . ;已经装了的,在设置 heshu.path 里写明它的位置。';

/** What tells where the program may be. */
export interface Surroundings {
  /** The setting `heshu.path`. */
  path: string;
  /** The opened folder, from which a relative setting counts. */
  folder?: string;
  /** The variable `PATH`. */
  search: string;
  /** The home folder. */
  home: string;
}

/** The surroundings of this process. */
export function surroundings(path: string, folder?: string): Surroundings {
  return { path, folder, search: process.env.PATH ?? '', home: homedir() };
}

/** The program; undefined if it is nowhere. A setting that names something else counts all the same: it is not passed over. */
export function find(around: Surroundings): string | undefined {
  const { path, folder, search, home } = around;
  if (path !== '') {
    const named = path.replace(/^~(?=$|[\\/])/, home);
    const whole = isAbsolute(named) ? named : resolve(folder ?? '.', named);
    return isProgram(whole) ? whole : undefined;
  }
  const folders = search.split(delimiter).filter((it) => it !== '');
  return [...folders, join(home, '.cargo', 'bin')].map((it) => join(it, NAME)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
