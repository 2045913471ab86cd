// What a picture is drawn with comes and is compiled while the program itself is on its way: it is large, and would be
// waited for otherwise. The chart asks for the same scripts by the same names, and finds them there.

const plotly = './_content/Plotly.Blazor/plotly-basic-3.7.0.min.js';

if (/^\/(sessions\/|compare)/.test(location.pathname)) {
    import('./damon-heatmap.js');
    import('./_content/Plotly.Blazor/plotly-interop-7.2.0.js').then(interop => interop.importScript('plotly-import', plotly));
} else {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'prefetch', as: 'script', href: plotly });
    document.head.append(link);
}
