using System.Text.Json.Serialization;

namespace Parlance.Bench.Codecs;

/// <summary>One operation of ours and its peer's, both in nanoseconds and allocated bytes.</summary>
internal sealed record CodecFigures(string Operation, double Ns, double Bytes, double PeerNs, double PeerBytes);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<CodecFigures>))]
internal sealed partial class CodecFiguresJson : JsonSerializerContext;
