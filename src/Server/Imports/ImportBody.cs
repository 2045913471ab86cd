using Damon.Server.Problems;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Damon.Server.Imports;

/// <summary>The file in the body of a call: the body itself, or the first file of a form. It is a stream, however large.</summary>
internal static class ImportBody
{
    private const int BufferSize = 1 << 16;

    /// <summary>Copies the file, and answers what it is called; null when that is not told.</summary>
    /// <exception cref="ProblemException">There is none, or there is no room for it.</exception>
    public static async Task<string?> CopyAsync(HttpRequest request, Stream spool, CancellationToken cancellation)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        var (file, name) = await FindAsync(request, cancellation);
        await CopyAsync(file, spool, cancellation);
        return spool.Length > 0 ? name : throw Bad(file == request.Body
            ? "The call has no body; send the file as the body, or as the file of a multipart form."
            : "The file of the form is empty.");
    }

    private static async Task<(Stream File, string? Name)> FindAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return (request.Body, null);
        }

        if (HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 } boundary)
        {
            throw Bad("The header Content-Type tells no boundary of the form's parts.");
        }

        try
        {
            var parts = new MultipartReader(boundary.ToString(), request.Body);
            while (await parts.ReadNextSectionAsync(cancellation) is { } part)
            {
                if (part.GetContentDispositionHeader() is { } told && told.IsFileDisposition())
                {
                    var name = told.FileNameStar.HasValue ? told.FileNameStar : told.FileName;
                    return (part.Body, HeaderUtilities.RemoveQuotes(name).ToString());
                }
            }
        }
        catch (Exception e) when (e is IOException and not BadHttpRequestException or InvalidDataException)
        {
            throw Broken(e);
        }

        throw Bad("The form has no file; give the record as a part with a file name.");
    }

    private static async Task CopyAsync(Stream file, Stream spool, CancellationToken cancellation)
    {
        var buffer = new byte[BufferSize];
        while (true)
        {
            int count;
            try
            {
                count = await file.ReadAsync(buffer, cancellation);
            }
            catch (Exception e) when (e is IOException and not BadHttpRequestException or InvalidDataException)
            {
                throw Broken(e);
            }

            if (count == 0)
            {
                break;
            }

            try
            {
                await spool.WriteAsync(buffer.AsMemory(0, count), cancellation);
            }
            catch (IOException e)
            {
                throw new ProblemException(ImportProblems.NoRoom(e));
            }
        }

        await spool.FlushAsync(cancellation);
    }

    private static ProblemException Broken(Exception e) => Bad($"The body cannot be read as a multipart form, or ends too early ({e.Message.TrimEnd('.')}).");

    private static ProblemException Bad(string sentence) => new(Problem.Of(StatusCodes.Status400BadRequest, sentence, "$"));
}
