// The pictures of idle memory: tells .NET what the pointer is over, and where the line of a limit is dragged to.

const panels = new WeakMap();
const keys = { ArrowUp: 0.01, ArrowRight: 0.01, ArrowDown: -0.01, ArrowLeft: -0.01, PageUp: 0.1, PageDown: -0.1, Home: -1, End: 1 };

export function attach(panel, dotnet) {
    const ends = [];
    const on = (name, handler) => {
        panel.addEventListener(name, handler);
        ends.push(() => panel.removeEventListener(name, handler));
    };
    const clamp = share => Math.min(Math.max(share, 0), 1);
    let drag = null;
    let inside = false;
    let waiting = null;

    // A pointer moves many times a second; the page needs the newest only.
    const tell = (...call) => {
        if (waiting === null) {
            setTimeout(() => {
                const newest = waiting;
                waiting = null;

                // The panel may be gone by now, and what it told .NET with.
                if (panels.has(panel)) {
                    dotnet.invokeMethodAsync(...newest);
                }
            }, 40);
        }
        waiting = call;
    };
    const place = (event, plot) => {
        const { left, top, width, height } = plot.getBoundingClientRect();
        return [clamp((event.clientX - left) / width), clamp(1 - (event.clientY - top) / height)];
    };
    const leave = () => {
        if (inside) {
            inside = false;
            tell('OnPointer', '', 0, 0, '');
        }
    };

    on('pointerdown', event => {
        const plot = event.target.closest('[data-plot]');
        if (plot && event.button === 0 && event.target.closest('[data-handle]')) {
            // The focus comes with it, and text is not selected on the way.
            event.preventDefault();
            plot.querySelector('[role=slider]')?.focus();
            panel.setPointerCapture(event.pointerId);
            drag = plot;
            leave();
        }
    });
    on('pointermove', event => {
        if (drag) {
            tell('OnLimit', place(event, drag)[1], false);
            return;
        }
        const plot = event.target.closest('[data-plot]');
        if (plot) {
            inside = true;
            tell('OnPointer', plot.dataset.plot, ...place(event, plot), event.target.dataset.age ?? '');
        } else {
            leave();
        }
    });
    on('pointerup', event => {
        if (drag) {
            tell('OnLimit', place(event, drag)[1], true);
            drag = null;
        }
    });
    on('pointercancel', () => { drag = null; });
    on('pointerleave', leave);
    on('keydown', event => {
        const step = keys[event.key];
        if (step && event.target.matches('[role=slider]')) {
            event.preventDefault();
            event.stopPropagation();
            dotnet.invokeMethodAsync('OnLimit', clamp(Number(event.target.dataset.share) + step), true);
        }
    });
    panels.set(panel, ends);
}

export function detach(panel) {
    panels.get(panel)?.forEach(end => end());
    panels.delete(panel);
}
