using System.Text.Json.Serialization;

namespace Parlance.Dialects.Native.Wire;

/// <param name="Users">Best matches first.</param>
internal sealed record UsersResponse([property: JsonPropertyName("users")] IReadOnlyList<NativeUser> Users);
