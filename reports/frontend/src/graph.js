export function graph() {}
