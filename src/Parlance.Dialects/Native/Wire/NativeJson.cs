using System.Text.Json.Serialization;

namespace Parlance.Dialects.Native.Wire;

/// <summary>Every record of the native wire. Names are spelt out on the records; nothing is derived from C# names.</summary>
[JsonSerializable(typeof(RegisterRequest))]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(GuestRequest))]
[JsonSerializable(typeof(UpgradeRequest))]
[JsonSerializable(typeof(RefreshRequest))]
[JsonSerializable(typeof(SignOutRequest))]
[JsonSerializable(typeof(PasswordRequest))]
[JsonSerializable(typeof(ProfileRequest))]
[JsonSerializable(typeof(NativeUser))]
[JsonSerializable(typeof(NativeSelf))]
[JsonSerializable(typeof(TokensResponse))]
[JsonSerializable(typeof(SignedInResponse))]
[JsonSerializable(typeof(UsersResponse))]
internal sealed partial class NativeJson : JsonSerializerContext;
