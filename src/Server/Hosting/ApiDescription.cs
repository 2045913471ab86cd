using System.Text.Json.Nodes;
using Damon.Contracts.Monitoring;
using Microsoft.OpenApi;

namespace Damon.Server.Hosting;

/// <summary>The description at <c>/openapi/v1.json</c>. It cannot see into the contract's converters, so that their forms are told here.</summary>
internal static class ApiDescription
{
    public static void AddApiDescription(this WebApplicationBuilder builder) => builder.Services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Damon";
            document.Info.Description = "Data access monitoring for Linux processes. Addresses are hexadecimal strings; times are ISO 8601, or Unix microseconds in members ending in Us.";
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            AddRouteParameters(operation, context.Description.RelativePath ?? "");
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Describe(schema, Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type);
            return Task.CompletedTask;
        });
    });

    /// <summary>What an endpoint binds by itself, such as a session by its id, is seen in the route only.</summary>
    private static void AddRouteParameters(OpenApiOperation operation, string path)
    {
        foreach (var part in path.Split('/').Where(part => part is ['{', .., '}']))
        {
            var name = part[1..^1];
            operation.Parameters ??= [];
            if (!operation.Parameters.Any(parameter => parameter.Name == name))
            {
                operation.Parameters.Insert(0, new OpenApiParameter { Name = name, In = ParameterLocation.Path, Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
            }
        }
    }

    private static void Describe(OpenApiSchema schema, Type type)
    {
        if (type == typeof(ulong))
        {
            Text(schema, null, "^0x[0-9a-f]{1,16}$");
        }
        else if (type == typeof(DateTimeOffset))
        {
            Text(schema, "date-time", null);
        }
        else if (type == typeof(RegionSample[]))
        {
            schema.Items = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Description = "[\"0xstart\", \"0xend\", nrAccesses, age]",
                Items = new OpenApiSchema(),
                MinItems = 4,
                MaxItems = 4,
            };
        }
        else if (type.IsEnum && type.Assembly.GetName().Name is "Damon.Model" or "Damon.Contracts")
        {
            Text(schema, null, null);
            schema.Enum = [.. Enum.GetNames(type).Select(name => (JsonNode)JsonValue.Create(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name)))];
        }
    }

    private static void Text(OpenApiSchema schema, string? format, string? pattern)
    {
        schema.Type = JsonSchemaType.String;
        schema.Format = format;
        schema.Pattern = pattern;
        schema.Properties = null;
    }
}
