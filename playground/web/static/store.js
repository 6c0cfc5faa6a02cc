/** What this browser remembers between visits; a browser that refuses is simply forgetful. */
export function recall(name, otherwise = null) {
  try {
    return JSON.parse(localStorage.getItem(`muster.${name}`)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(`muster.${name}`, JSON.stringify(value));
  } catch {
    /* a private window keeps nothing */
  }
}

export const asked = new URLSearchParams(location.search);
