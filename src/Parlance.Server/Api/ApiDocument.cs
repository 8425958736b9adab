using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Authentication;

namespace Parlance.Server.Api;

/// <summary>`/openapi.json`: one document of all dialects, made from their endpoints and records.</summary>
internal static class ApiDocument
{
    public const string Path = "/openapi.json";
    private const string Scheme = "token";
    private const string DialectRecords = "Parlance.Dialects.";

    public static void AddApiDocument(this IServiceCollection services)
    {
        services.AddSingleton(new WireContracts(HostingJson.Default));
        services.AddOptions<JsonOptions>().Configure<IEnumerable<WireContracts>>((json, contracts) =>
        {
            json.SerializerOptions.TypeInfoResolver = JsonTypeInfoResolver.Combine([.. contracts.Select(one => new OwnNames(one.Context))]);
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        services.AddSingleton<IApiDescriptionProvider, SlashPaths>();
        services.AddOpenApi(options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.CreateSchemaReferenceId = SchemaName;
            options.AddDocumentTransformer((document, _, _) => Introduce(document));
            options.AddOperationTransformer((operation, context, _) => Describe(operation, context));
            options.AddSchemaTransformer((schema, context, _) => Correct(schema, context));
        });
    }

    public static void MapApiDocument(this WebApplication app)
    {
        app.MapOpenApi(Path);
        app.MapApiPage();
    }

    private static Task Introduce(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Parlance",
            Version = ProductVersion.Text,
            Description = "The HTTP half of every wire this server speaks. The native one is below `/api/v1`; its socket is described in docs/wire/native.md and docs/wire/asyncapi.json.",
        };
        document.Servers = [];
        SlashPaths.Restore(document);
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "The access token that signing in answers.",
        };
        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<NeedsToken>().Any())
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];

        foreach (var name in metadata.OfType<QueryNumbers>().SelectMany(query => query.Names))
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Query, Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" } });
        }

        if (metadata.OfType<FileFields>().FirstOrDefault() is { } files)
            operation.RequestBody = Upload(files);

        return Task.CompletedTask;
    }

    private static OpenApiRequestBody Upload(FileFields files)
    {
        var form = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = files.Names.ToDictionary(name => name, IOpenApiSchema (_) => new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" }),
        };
        return new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["multipart/form-data"] = new() { Schema = form },
                ["image/*"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
            },
        };
    }

    private static Task Correct(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var type = context.JsonTypeInfo.Type;
        if (type.IsDefined(typeof(NumberOrTextAttribute), inherit: false))
            schema.Type = JsonSchemaType.Integer | JsonSchemaType.String;

        if (type.IsDefined(typeof(FieldTextsAttribute), inherit: false))
            schema.AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } };

        if (context.JsonTypeInfo is not { Kind: JsonTypeInfoKind.Object } record || type.Namespace?.StartsWith(DialectRecords, StringComparison.Ordinal) != true)
            return Task.CompletedTask;
        schema.Required = record.Properties.Where(IsInput(type) ? p => p.IsRequired : p => p.ShouldSerialize is null).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);

        // In the frames of a socket; over HTTP the path says it.
        foreach (var inPath in type.GetInterfaces().Append(type).SelectMany(t => t.GetCustomAttributes(typeof(InPathAttribute), inherit: false)).Cast<InPathAttribute>())
        {
            schema.Properties?.Remove(inPath.Name);
            schema.Required.Remove(inPath.Name);
        }

        return Task.CompletedTask;
    }

    /// <summary>Of what a client sends only the indispensable is required; of what it gets, everything that is always written.</summary>
    private static bool IsInput(Type record) =>
        record.Name.EndsWith("Command", StringComparison.Ordinal) || record.Name.EndsWith("Request", StringComparison.Ordinal) || record.Name.EndsWith("Body", StringComparison.Ordinal);

    /// <summary>Dialects have their own words for the same things, so all but the native one's and the shared ones stand under the dialect's name: `ChatRoomsUser`.</summary>
    private static string? SchemaName(JsonTypeInfo contract)
    {
        var name = OpenApiOptions.CreateDefaultSchemaReferenceId(contract);
        if (name is null || contract.Type.Namespace?.StartsWith(DialectRecords, StringComparison.Ordinal) != true)
            return name;
        var dialect = contract.Type.Namespace[DialectRecords.Length..].Split('.')[0];
        return dialect is "Native" or "Hosting" || name.StartsWith(dialect, StringComparison.Ordinal) ? name : dialect + name;
    }
}
