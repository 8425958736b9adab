using System.Text.Json.Serialization;
using Parlance.Dialects.Hosting.Health;

namespace Parlance.Dialects.Hosting;

/// <summary>The records that every dialect shares.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(HealthAnswer))]
public sealed partial class HostingJson : JsonSerializerContext;
