export function requireNode(version?: string): void;
export function isInstalled(root?: string): boolean;
export function ensureInstalled(root?: string): void;
export function registerTypeScript(): Promise<void>;
