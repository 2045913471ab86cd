namespace Damon.Fuzz.Wire;

/// <summary>A call of each kind that there is.</summary>
internal static class RestCalls
{
    private const string Json = "\nContent-Type: application/json\n\n";

    private static readonly string[] Reads =
    [
        "/samplers", "/processes?search=a&limit=5&sampler=", "/processes?unit=a.service", "/groups?search=a&limit=3", "/sessions", "/sessions/{id}", "/health",
        "/sessions/{id}/snapshots?target=0&from=0&to=9999999999999999&limit=2&cursor=", "/sessions/{id}/heatmap?target=0&from=1000000&to=2000000&start=0x10000&end=0x1a000&columns=20&rows=10",
        "/sessions/{id}/cells?target=0&columns=20&value=rate&bands=0x10000-0x16000~4,0x18000-0x1a000~2&overviewBands=0x10000-0x16000~4&overviewColumns=20",
        "/sessions/{id}/opening?target=0&from=1000000&to=2000000&at=1500000&points=600", "/sessions/{id}/workingset?target=0&definition=regions&minNrAccesses=1&points=10",
        "/sessions/{id}/idle?target=0&at=1600000&by=mapping", "/sessions/{id}/idle/series?points=10", "/sessions/{id}/needed?target=0&points=10", "/sessions/{id}/members?at=1600000",
        "/sessions/{id}/use?target=0&start=0x10000&end=0x1a000", "/sessions/{id}/changes?target=0", "/sessions/{id}/advice?watched=600", "/sessions/{id}/lens", "/sessions/{id}/pages?start=0x10000&end=0x12000",
        "/sessions/{id}/limits", "/sessions/{id}/mappings?target=0&at=2026-01-02T03:04:05.678901Z", "/sessions/{id}/export?format=damo&target=0&from=0&to=9999999999999999&start=0x0&end=0xffffffffffff",
        "/sessions/{id}/export?format=csv", "/sessions/{id}/export?format=json", "/sessions/{id}/export?format=parquet", "/sessions/{id}/export?format=damoZip",
    ];

    public static IEnumerable<string> All =>
    [
        .. Reads.Select(static path => $"GET /api/v1{path}\n\n"),
        "GET /metrics\nAccept: application/openmetrics-text\n\n",
        "GET /openapi/v1.json\n\n",
        "GET /?token=abc\n\n",
        "GET /session/{id}\nCookie: a=b\n\n",
        "POST /api/v1/sessions" + Json + """{"name":"a","operations":"auto","targets":[{"pid":200,"startTime":"2026-01-02T03:04:05.678901Z"},{"unit":"redis.service"}],"attributes":{"samplingIntervalUs":5000,"aggregationIntervalUs":100000,"updateIntervalUs":1000000,"minRegions":10,"maxRegions":1000,"plan":"adaptive","budget":{"samplerPercent":1,"targetPercent":1},"maxLockMs":20},"followChildren":true,"notes":"b"}""",
        "PATCH /api/v1/sessions/{id}" + Json + """{"name":"b","notes":"c\nd"}""",
        "PATCH /api/v1/sessions/{id}/attributes" + Json + """{"samplingIntervalUs":5000,"minRegions":10,"maxRegions":1000,"budget":{"samplerPercent":2}}""",
        "POST /api/v1/sessions/{id}/lens" + Json + """{"target":0,"start":"0x10000","end":"0x12000"}""",
        "DELETE /api/v1/sessions/{id}/lens\n\n",
        "DELETE /api/v1/sessions/{id}\n\n",
        "POST /api/v1/sessions/{id}/stop\n\n",
        "POST /api/v1/samplers/fuzz-sampler/cost\n\n",
        "POST /api/v1/sessions/import?name=a\n\n" + """[{"target_id":7,"snapshots":[{"start_time":1000000000,"end_time":1100000000,"regions":[{"start":4096,"end":8192,"nr_accesses":{"samples":1,"percent":5},"age":{"usec":1,"aggr_intervals":1}}]}]}]""",
        "POST /api/v1/sessions/import\nContent-Type: multipart/form-data; boundary=a\n\n--a\r\nContent-Disposition: form-data; name=f; filename=x\r\n\r\n[]\r\n--a--\r\n",
        "POST /hubs/monitor/negotiate?negotiateVersion=1\n\n",
    ];
}
