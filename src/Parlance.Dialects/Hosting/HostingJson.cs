using System.Text.Json.Serialization;

namespace Parlance.Dialects.Hosting;

/// <summary>The records that every dialect shares.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Problem))]
public sealed partial class HostingJson : JsonSerializerContext;
