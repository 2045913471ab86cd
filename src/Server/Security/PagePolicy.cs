namespace Damon.Server.Security;

/// <summary>What the client's pages may load and call: only this server. A text that slips into a page as markup can then do nothing.</summary>
internal static class PagePolicy
{
    /// <summary>
    /// The header Content-Security-Policy. The client is WebAssembly; the charts style their elements in place and make
    /// pictures of themselves from blobs and data addresses.
    /// </summary>
    public const string Text
        = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; "
        + "connect-src 'self'; font-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    /// <summary>Whether a path is a page or a file of the client; the answers to calls are no documents.</summary>
    public static bool IsFor(PathString path)
        => !path.StartsWithSegments("/api") && !path.StartsWithSegments("/hubs") && !path.StartsWithSegments("/openapi") && !path.StartsWithSegments("/health")
            && !path.StartsWithSegments("/metrics");
}
