export async function table() {}
