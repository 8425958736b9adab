using System.Text.Json.Serialization;

namespace Parlance.Dialects.Blink.Wire;

/// <summary>Every record of this wire.</summary>
[JsonSerializable(typeof(ReadyAnswer))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(MeAnswer))]
[JsonSerializable(typeof(ReportRequest))]
[JsonSerializable(typeof(ReportAnswer))]
internal sealed partial class BlinkJson : JsonSerializerContext;
