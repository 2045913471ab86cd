namespace Damon.Server.Imports;

/// <summary>The services of imports.</summary>
internal static class ImportSetup
{
    public static void AddImports(this WebApplicationBuilder builder) => builder.Services.AddSingleton<RecordImport>();
}
