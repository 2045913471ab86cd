using Damon.Server.Configuration;

namespace Damon.Server.Heavy;

/// <summary>Ends a transfer whose other end neither takes nor gives anything: it would keep its place for hours.</summary>
internal sealed class StallFilter(DamonSettings settings, TimeProvider time) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var bound = new StallBound(settings.Heavy.Stall, time, http.Abort);
        http.Response.RegisterForDispose(bound);
        http.Request.Body = new StallingStream(http.Request.Body, bound);
        http.Response.Body = new StallingStream(http.Response.Body, bound);
        return await next(context);
    }
}
