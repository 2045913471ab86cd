using System.IO.Compression;
using Damon.Contracts.Json;
using Damon.Server.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.ResponseCompression;

namespace Damon.Server.Configuration;

/// <summary>JSON, problems, compression, and the browser's files.</summary>
internal static class Web
{
    public static void AddWeb(this WebApplicationBuilder builder)
    {
        // Without it `dotnet run` outside Development serves the client's files as 200 with nothing in them.
        builder.WebHost.UseStaticWebAssets();

        // Standard output is for the one line a script waits for.
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.ConfigureHttpJsonOptions(json => ContractJson.Apply(json.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<BadRequestHandler>();
        builder.Services.AddResponseCompression(compression =>
        {
            // The client's files are compressed when they are built; here it is heatmaps and pages of snapshots.
            compression.EnableForHttps = true;
            compression.MimeTypes = ["application/json", "application/problem+json"];
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        builder.Services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
    }

    public static void MapClient(this WebApplication app)
    {
        app.Map("/api/{**rest}", Nothing).ExcludeFromDescription();
        app.Map("/hubs/{**rest}", Nothing).ExcludeFromDescription();
        app.MapStaticAssets();
        app.MapFallbackToFile("index.html");
    }

    private static ProblemHttpResult Nothing(HttpContext context)
        => Problem.Of(StatusCodes.Status404NotFound, $"There is nothing at {context.Request.Path}. /openapi/v1.json lists what there is.").ToResult();
}
