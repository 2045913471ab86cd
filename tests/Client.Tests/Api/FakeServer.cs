using System.Globalization;
using System.Net;
using System.Text.Json;
using Damon.Client.Access;
using Damon.Contracts;
using Damon.Contracts.Json;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Access;
using Damon.Model.Binning;

namespace Damon.Client.Tests.Api;

/// <summary>Answers HTTP calls by their path, and keeps what was asked.</summary>
internal sealed class FakeServer : HttpMessageHandler
{
    private readonly List<(string Method, string Path, Func<HttpRequestMessage, Task<HttpResponseMessage>> Answer)> _answers = [];

    private readonly Lock _gate = new();
    private readonly List<string> _asked = [];

    /// <summary>What was asked so far: a page goes on asking while a test looks at it.</summary>
    public List<string> Asked
    {
        get
        {
            lock (_gate)
            {
                return [.. _asked];
            }
        }
    }

    /// <summary>What was asked and given up before it was answered.</summary>
    public List<string> Cancelled { get; } = [];

    public List<string> Bodies { get; } = [];

    /// <summary>Told by the head of every answer; null for nothing.</summary>
    public (string Role, string SignIn)? Caller { get; set; }

    public Damon.Client.Api.ApiClient Client => ClientOf(null);

    public Damon.Client.Api.ApiClient ClientOf(AccessState? access) => new(new HttpClient(this, disposeHandler: false) { BaseAddress = new Uri("http://server/") }, access);

    /// <summary>From now on answers a path with a value; later answers go before earlier ones.</summary>
    public void Answer(string method, string path, object? value, HttpStatusCode status = HttpStatusCode.OK)
        => AnswerWith(method, path, _ => Task.FromResult(Json(value, status)));

    /// <summary>From now on answers calls for cells with what was asked for, everything accessed at one rate.</summary>
    public void AnswerCells(string path, double? percent = 50) => AnswerWith("GET", path, request =>
    {
        var query = System.Web.HttpUtility.ParseQueryString(request.RequestUri!.Query);
        var bytes = Cells(query["columns"]!, query["bands"]!, percent);
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new ByteArrayContent(query["overviewBands"] is { } bands ? [.. bytes, .. Cells(query["overviewColumns"]!, bands, percent)] : bytes),
        });
    });

    public void Problem(string method, string path, HttpStatusCode status, string detail, object? errors = null)
        => Answer(method, path, new { type = "about:blank", title = status.ToString(), status = (int)status, detail, errors }, status);

    public void Hang(string method, string path)
        => AnswerWith(method, path, _ => new TaskCompletionSource<HttpResponseMessage>().Task);

    public void Unreachable(string method, string path)
        => AnswerWith(method, path, _ => throw new HttpRequestException("connection refused"));

    public void AnswerWith(string method, string path, Func<HttpRequestMessage, Task<HttpResponseMessage>> answer)
        => _answers.Insert(0, (method, path, answer));

    public static HttpResponseMessage Json(object? value, HttpStatusCode status = HttpStatusCode.OK) => new(status)
    {
        Content = value is null ? null : new StringContent(JsonSerializer.Serialize(value, ContractJson.Options)),
    };

    private static byte[] Cells(string columns, string bands, double? percent)
    {
        var rows = bands.Split(',').Sum(band => int.Parse(band.Split('~')[1], CultureInfo.InvariantCulture));
        var cells = new PackedCells(int.Parse(columns, CultureInfo.InvariantCulture), rows);
        for (var column = 0; column < cells.Columns; column++)
        {
            for (var row = 0; row < rows; row++)
            {
                cells.Set(column, row, CellValue.Of(percent));
            }
        }

        return cells.Bytes.ToArray();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(request, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Cancelled.Add($"{request.Method} {request.RequestUri!.PathAndQuery}");
            throw;
        }
    }

    /// <summary>From now on nothing was asked before.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _asked.Clear();
        }
    }

    private async Task<HttpResponseMessage> FindAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        lock (_gate)
        {
            _asked.Add($"{request.Method} {request.RequestUri.PathAndQuery}");
        }

        Bodies.Add(request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
        var found = _answers.FirstOrDefault(a => a.Method == request.Method.Method && path == "/api/v1/" + a.Path);
        var answer = found.Answer is null
            ? Json(new { detail = $"No answer for {path}." }, HttpStatusCode.NotFound)
            : await found.Answer(request).WaitAsync(cancellationToken);
        if (Caller is { } caller)
        {
            answer.Headers.Add(AccessHeaders.Role, caller.Role);
            answer.Headers.Add(AccessHeaders.SignIn, caller.SignIn);
        }

        return answer;
    }
}
