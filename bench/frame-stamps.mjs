/**
 * Put into a page: `stampPainted(element, find)` watches an element and gives, for each change in which `find` sees
 * something new, the epoch time at which it was on the screen. What changes between two frames is stamped with the
 * second, whether it changed in a task or in the frame itself.
 */
export function frameStamps() {
  globalThis.stampPainted = (element, find) => {
    const stamps = [];
    let waiting = [];
    let going = true;
    const epoch = () => performance.timeOrigin + performance.now();
    const observer = new MutationObserver(() => {
      const found = find();
      if (found !== null) waiting.push(found);
    });
    observer.observe(element, { childList: true, characterData: true, subtree: true });
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      const at = epoch();
      for (const found of waiting) stamps.push({ found, at });
      waiting = [];
    };
    const frame = () => {
      channel.port2.postMessage(null);
      if (going) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    return () => {
      going = false;
      observer.disconnect();
      return stamps;
    };
  };
}
