using System.Text.Json;
using Damon.Client.Tables.Regions;
using Damon.Model.Addresses;

namespace Damon.Client.Tests.Tables.Regions;

public sealed class RegionExportTests
{
    private static readonly RegionRow[] Rows =
    [
        new(new AddressRange(0x7fff_ffff_e000, 0x7fff_ffff_f000), "stack", 0, 100.0 / 3, 6, 20, 2, 12, 1_200_000),
        new(new AddressRange(0x1000, 0x3000), "=cmd(\"x\"),1", 2, null, 0, 20, 20, 0, 0),
        new(new AddressRange(0x5000, 0x6000), null, 0, 0, 0, 20, 0, 3, 300_000.4),
    ];

    [Fact]
    public void Csv_Rows_AreInOrderQuotedHarmlessAndEmptyWhereUnknown()
        => Assert.Equal(
            "start,end,size_bytes,mapping,more_mappings,access_rate_percent,nr_accesses,max_nr_accesses,unknown_samples,age_intervals,age_us\r\n"
            + "0x7fffffffe000,0x7ffffffff000,4096,stack,0,33.3333,6,20,2,12,1200000\r\n"
            + "0x1000,0x3000,8192,\"'=cmd(\"\"x\"\"),1\",2,,,20,20,0,0\r\n"
            + "0x5000,0x6000,4096,,0,0,0,20,0,3,300000\r\n",
            RegionExport.Csv(Rows));

    [Theory]
    [InlineData("=1", "'=1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@a", "'@a")]
    [InlineData("[anon:a=1]", "[anon:a=1]")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    public void Csv_NameLikeAFormula_IsText(string name, string expected)
        => Assert.Contains($",{expected},", RegionExport.Csv([Rows[0] with { Mapping = name }]), StringComparison.Ordinal);

    [Fact]
    public void Json_Rows_HaveHexAddressesAndNullForUnknown()
    {
        var text = RegionExport.Json(Rows[1..2]);

        Assert.Equal(
            """
            [
              {
                "start": "0x1000",
                "end": "0x3000",
                "sizeBytes": 8192,
                "mapping": "=cmd(\u0022x\u0022),1",
                "moreMappings": 2,
                "accessRatePercent": null,
                "nrAccesses": null,
                "maxNrAccesses": 20,
                "unknownSamples": 20,
                "ageIntervals": 0,
                "ageUs": 0
              }
            ]

            """,
            text);
    }

    [Fact]
    public void Json_Rows_AreAllThereInOrder()
    {
        using var json = JsonDocument.Parse(RegionExport.Json(Rows));

        Assert.Equal(["0x7fffffffe000", "0x1000", "0x5000"], json.RootElement.EnumerateArray().Select(r => r.GetProperty("start").GetString()));
        Assert.Equal(JsonValueKind.Null, json.RootElement[2].GetProperty("mapping").ValueKind);
        Assert.Equal(33.3333, json.RootElement[0].GetProperty("accessRatePercent").GetDouble());
    }

    [Fact]
    public void Csv_UnknownNextToCold_CanBeToldApart()
    {
        var lines = RegionExport.Csv(Rows).Split("\r\n");

        Assert.Equal("", RegionExport.Csv([]).Split("\r\n")[1]);
        Assert.EndsWith(",2,,,20,20,0,0", lines[2], StringComparison.Ordinal);
        Assert.EndsWith(",0,0,0,20,0,3,300000", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void FileName_Time_IsUtcAndFitForAnySystem() => Assert.Equal("damon-regions-20260304T120000.1Z", RegionExport.FileName(1_772_625_600_100_000));
}
