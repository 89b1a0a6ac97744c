// Changes that may take a second person.

/** Does something; tells whether it waits for somebody else's approval instead. */
export async function waitsAfter(action) {
  try {
    await action();
    return false;
  } catch (refused) {
    if (refused.code !== 'approval.needed') {
      throw refused;
    }
    return true;
  }
}
