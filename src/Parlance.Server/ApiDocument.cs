using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Authentication;
using Parlance.Dialects.Native.Wire;

namespace Parlance.Server;

/// <summary>`/openapi.json`, made from the endpoints of the native dialect and their records, and the page `/swagger` that shows it.</summary>
internal static class ApiDocument
{
    private const string Path = "/openapi.json";
    private const string Scheme = "token";

    public static void AddApiDocument(this IServiceCollection services)
    {
        // Schemas are read from the generated contracts that also write the answers, so names and presence agree with the wire.
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolver = NativeJson.Default;
            json.SerializerOptions.PropertyNamingPolicy = NativeJson.Default.Options.PropertyNamingPolicy;
            json.SerializerOptions.RespectNullableAnnotations = NativeJson.Default.Options.RespectNullableAnnotations;
            json.SerializerOptions.NumberHandling = NativeJson.Default.Options.NumberHandling;
        });
        services.AddOpenApi(options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer((document, _, _) => Introduce(document));
            options.AddOperationTransformer((operation, context, _) => Describe(operation, context));
            options.AddSchemaTransformer((schema, context, _) => Correct(schema, context));
        });
    }

    public static void MapApiDocument(this WebApplication app)
    {
        app.MapOpenApi(Path);
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "swagger";
            page.DocumentTitle = "Parlance";
            page.SwaggerEndpoint(Path, "Parlance");
        });
    }

    private static Task Introduce(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Parlance",
            Version = ProductVersion.Text,
            Description = "The HTTP half of the native wire; the socket is described in docs/wire/native.md and docs/wire/asyncapi.json.",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "The `access_token` that signing in answers.",
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
        if (context.JsonTypeInfo.Type == typeof(WireConversationRef))
            schema.Type = JsonSchemaType.Integer | JsonSchemaType.String;

        if (context.JsonTypeInfo is { Kind: JsonTypeInfoKind.Object } record && record.Type.Namespace == typeof(NativeJson).Namespace)
            schema.Required = record.Properties.Where(IsInput(record.Type) ? p => p.IsRequired : p => p.ShouldSerialize is null).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);

        // In the frames of the socket; over HTTP the path says which conversation is meant.
        if (context.JsonTypeInfo.Type.IsAssignableTo(typeof(IInConversation)))
            schema.Properties?.Remove("conversation");
        return Task.CompletedTask;
    }

    /// <summary>Of what a client sends only the indispensable is required; of what it gets, everything that is always written.</summary>
    private static bool IsInput(Type record) =>
        record.Name.EndsWith("Command", StringComparison.Ordinal) || record.Name.EndsWith("Request", StringComparison.Ordinal) || record.Name.EndsWith("Body", StringComparison.Ordinal);
}
