using System.IO.Compression;
using System.Text.Json.Serialization;
using Damon.Contracts;
using Damon.Contracts.Json;
using Damon.Contracts.Rest;
using Damon.Server.Configuration;
using Damon.Server.Problems;
using Microsoft.AspNetCore.ResponseCompression;

namespace Damon.Server.Hosting;

/// <summary>JSON, problems, compression, and the browser's files.</summary>
internal static class Web
{
    public static void AddWeb(this WebApplicationBuilder builder)
    {
        FindClientFiles(builder);

        // A start that fails ends with one sentence; the host would add a stack trace.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => ReadyLine.Printed && level >= LogLevel.Information);

        // Standard output is for the one line a script waits for.
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.AddSystemdService();
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            ContractJson.Apply(json.SerializerOptions);
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<ProblemHandler>();
        builder.Services.AddResponseCompression(compression =>
        {
            // The client's files are compressed when they are built; here it is heatmaps, pages of snapshots and metrics.
            compression.EnableForHttps = true;
            compression.MimeTypes = ["application/json", "application/problem+json", PackedCells.MediaType, "text/plain", "application/openmetrics-text"];
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        builder.Services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
    }

    public static void MapClient(this WebApplication app)
    {
        app.MapStaticAssets();

        // It names the other files by their content: an old copy would look for files that are gone.
        var page = new StaticFileOptions { OnPrepareResponse = prepared => prepared.Context.Response.Headers.CacheControl = "no-cache" };
        app.MapFallbackToFile("/", "index.html", page);

        // A page's address is the client's to read; a mistake in a call must not be answered with the page.
        app.MapFallbackToFile("{*path:nonfile:regex(^(?!api/|hubs/|openapi/))}", "index.html", page);
    }

    /// <summary>Gives the answers that routing makes, which have no body, a sentence.</summary>
    public static void UseSentences(this WebApplication app) => app.UseStatusCodePages(async answered =>
    {
        var (request, status) = (answered.HttpContext.Request, answered.HttpContext.Response.StatusCode);
        var sentence = status switch
        {
            StatusCodes.Status404NotFound => $"There is nothing at {request.Path}. /openapi/v1.json lists what there is.",
            StatusCodes.Status405MethodNotAllowed => $"{request.Method} is not possible at {request.Path}; possible is {answered.HttpContext.Response.Headers.Allow}.",
            StatusCodes.Status415UnsupportedMediaType => "The body must be JSON; send the header Content-Type: application/json.",
            _ => $"The server answered with status {status}.",
        };
        await Problem.Of(status, sentence).ToResult().ExecuteAsync(answered.HttpContext);
    });

    /// <summary>A build leaves the client's files where they come from; without this they would be served as 200 with nothing in them.</summary>
    private static void FindClientFiles(WebApplicationBuilder builder)
    {
        try
        {
            builder.WebHost.UseStaticWebAssets();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The client's files, which this build takes from where it was built, cannot be read by the server's user: {e.Message.TrimEnd('.')}. Run it as the user who built it, or publish it (dotnet publish src/Server).", e);
        }
    }
}
