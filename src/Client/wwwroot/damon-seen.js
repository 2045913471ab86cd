// Tells .NET whether something is on the screen.

const watchers = new WeakMap();

export function watch(element, dotnet) {
    const watcher = new IntersectionObserver(entries => dotnet.invokeMethodAsync('OnSeen', entries.at(-1).isIntersecting));
    watcher.observe(element);
    watchers.set(element, watcher);
}

export function forget(element) {
    watchers.get(element)?.disconnect();
    watchers.delete(element);
}
